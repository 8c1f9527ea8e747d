import { distinct, figureElement, figureSource, type NamedFigure } from "./page/figure-element.ts";
import { type Html, html } from "./page/html.ts";
import { type PlotlyBundle, shell } from "./page/shell.ts";

export interface Page {
  readonly title: string;
  readonly figures: readonly NamedFigure[];
  readonly plotly: PlotlyBundle;
  /** A line at the foot, such as the run that made it. */
  readonly footer?: string | Html;
}

/** A standalone HTML document: one figure fills the window, several stand below one another. It needs no network. */
export const page = ({ title, figures, plotly, footer }: Page): string =>
  shell({
    title,
    kind: figures.length === 1 ? "page single" : "page",
    plotly,
    sources: distinct(figures).map(figureSource),
    body: html`<header><h1>${title}</h1></header>
<main>
${figures.map(figureElement)}
</main>
${footer === undefined ? undefined : html`<footer>${footer}</footer>`}`,
  });
