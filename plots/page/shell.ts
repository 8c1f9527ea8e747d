import { UsageError } from "../../src/refusal.ts";
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

/** The library as it stands in a page; base64 holds nothing that a page takes for markup. */
function carried({ gzipBase64 }: PlotlyBundle): Html {
  if (/^[A-Za-z0-9+/]+={0,2}$/.test(gzipBase64)) return new Html(gzipBase64);
  throw new UsageError({
    what: "plotly for a page",
    got: gzipBase64.slice(0, 40),
    expected: "gzip in base64",
  });
}

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
    sources.length === 0
      ? undefined
      : html`${sources}
<script type="text/plain" id="plotly">${carried(plotly)}</script>
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
${drawn}
</body>
</html>
`.markup;
}
