import { UsageError } from "../../src/refusal.ts";
import type { Figure } from "../figure.ts";
import { embed } from "./embed.ts";
import { type Content, type Html, html } from "./html.ts";

export interface NamedFigure {
  /** Letters, digits, dot, dash, underscore; unique in the page, and the name of a file saved from it. */
  readonly name: string;
  readonly figure: Figure;
  readonly caption?: string | Html;
}

/** A name as an element's id and a file's name: anything unusual becomes a dash. */
export const identifier = (name: string): string => name.replace(/[^A-Za-z0-9._-]/g, "-");

const player = html`
<div class="player" hidden>
<button type="button" data-state="paused">Play</button>
<input type="range" min="0" max="0" step="1" value="0" aria-label="Time">
<output></output>
</div>`;

/** Natural size and margins as CSS numbers, from which the style computes a size that keeps panels square. */
function size({ layout }: Figure): string {
  const {
    width = 800,
    height = 600,
    margin = {},
  } = layout as { width?: number; height?: number; margin?: object };
  const { l = 80, r = 80, t = 100, b = 80 } = margin as Partial<Record<"l" | "r" | "t" | "b", number>>;
  const ratio = (width - l - r) / (height - t - b);
  return `--w:${width};--mx:${l + r};--my:${t + b};--ratio:${ratio.toFixed(6)}`;
}

/** The place where a figure is drawn, with its caption and, where it moves, its controls. */
export const figureElement = ({ name, figure, caption }: NamedFigure): Html => html`<figure>
<div class="stage"><div class="plot" id="figure-${identifier(name)}" style="${size(figure)}"></div></div>
${figure.frames === undefined || figure.frames.length < 2 ? undefined : player}
${caption === undefined ? undefined : html`<figcaption>${caption as Content}</figcaption>`}
</figure>`;

/** Refuses two figures that a page could not tell apart. */
export function distinct(figures: readonly NamedFigure[]): readonly NamedFigure[] {
  const names = figures.map(({ name }) => identifier(name));
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice === undefined) return figures;
  throw new UsageError({ what: "figures of a page", got: `two named ${twice}`, expected: "a name each" });
}

/** The script element that holds its data. */
export const figureSource = ({ name, figure }: NamedFigure): Html =>
  html`<script type="application/json" data-for="figure-${identifier(name)}" data-name="${identifier(name)}">${embed(figure)}</script>`;
