import { type Content, Html, html } from "./html.ts";
import { script } from "./script.ts";
import { style } from "./style.ts";

/**
 * The plotting library as a page carries it: `dist/plotly.js` of the package `plotly.js-dist`, compressed by gzip,
 * in base64, with the version of that package. Whoever has files makes it; nothing here reads any.
 */
export interface PlotlyBundle {
  readonly gzipBase64: string;
  readonly version: string;
}

export const isBase64 = (raw: string): boolean => /^[A-Za-z0-9+/]+={0,2}$/.test(raw);

const policy =
  "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; font-src data:";

interface Shell {
  readonly title: string;
  /** Classes of the body. */
  readonly kind: string;
  readonly body: Content;
  /** The scripts that hold the figures' data; none, and the library is left out. */
  readonly sources: readonly Html[];
  readonly plotly: PlotlyBundle;
}

/** A complete document that may ask the network for nothing: its own policy forbids it. */
export function shell({ title, kind, body, sources, plotly }: Shell): string {
  const drawn =
    sources.length > 0 &&
    html`${sources}
<script type="text/plain" id="plotly">${new Html(plotly.gzipBase64)}</script>
<script>${new Html(script)}</script>`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="langevin, plotly.js ${plotly.version}">
<title>${title}</title>
<style>${new Html(style)}</style>
</head>
<body class="${kind}">
${body}
${drawn || undefined}
</body>
</html>
`.markup;
}
