import { distinct, figureElement, figureSource, type NamedFigure } from "./page/figure-element.ts";
import { Html, html } from "./page/html.ts";
import { mathml } from "./page/mathml.ts";
import { prose } from "./page/prose.ts";
import { type PlotlyBundle, shell } from "./page/shell.ts";
import { type Table, tableElement } from "./page/table.ts";

/**
 * A part of a section: a paragraph (text, or html`...` with formulas in it), a list, a displayed formula in LaTeX,
 * program text, a table, a figure, or parts that are folded away below a line that unfolds them.
 */
export type Block =
  | TextBlock
  | NamedFigure
  | { readonly folded: string | Html; readonly blocks: readonly TextBlock[] };

/** A block that can be folded away: a figure is drawn to the size that it is seen at. */
export type TextBlock =
  | string
  | Html
  | { readonly list: readonly (string | Html)[] }
  | { readonly formula: string }
  | { readonly code: string }
  | { readonly table: Table };

export interface ReportSection {
  readonly heading: string;
  /** In reading order. */
  readonly blocks: readonly Block[];
}

export interface Report {
  readonly title: string;
  readonly lead?: string | Html;
  /** Short facts below the lead: seed, time taken, version. */
  readonly facts?: readonly (readonly [name: string, value: string | number])[];
  readonly sections: readonly ReportSection[];
  readonly plotly: PlotlyBundle;
  readonly footer?: string | Html;
}

const worded = (words: string | Html): Html => (typeof words === "string" ? prose(words) : words);

function element(block: Block): Html {
  if (typeof block === "string" || block instanceof Html) return html`<p>${worded(block)}</p>\n`;
  if ("list" in block) return html`<ul>${block.list.map((item) => html`<li>${worded(item)}</li>`)}</ul>\n`;
  if ("formula" in block) return html`<div class="formula">${mathml(block.formula, "block")}</div>\n`;
  if ("code" in block) return html`<pre><code>${new Html(preserve(block.code))}</code></pre>\n`;
  if ("table" in block) return html`${tableElement(block.table)}\n`;
  if ("folded" in block)
    return html`<details><summary>${block.folded}</summary>\n${block.blocks.map(element)}</details>\n`;
  return html`${figureElement(block)}\n`;
}

/** Program text keeps its line ends, which plain text gives up. */
const preserve = (code: string): string =>
  code
    .split("\n")
    .map((line) => html`${line}`.markup)
    .join("\n");

const factList = (facts: NonNullable<Report["facts"]>) =>
  html`<dl class="facts">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;

const isFigure = (block: Block): block is NamedFigure =>
  typeof block === "object" && !(block instanceof Html) && "figure" in block;

/** A report with all its figures, numbers and formulas in one standalone HTML document that needs no network. */
export function report({ title, lead, facts, sections, plotly, footer }: Report): string {
  const figures = sections.flatMap(({ blocks }) => blocks.filter(isFigure));
  return shell({
    title,
    kind: "report",
    plotly,
    sources: distinct(figures).map(figureSource),
    body: html`<header><h1>${title}</h1>
${lead === undefined ? undefined : html`<p class="lead">${worded(lead)}</p>`}
${facts === undefined ? undefined : factList(facts)}</header>
<main>
${sections.map(({ heading, blocks }) => html`<section><h2>${heading}</h2>\n${blocks.map(element)}</section>\n`)}</main>
${footer === undefined ? undefined : html`<footer>${footer}</footer>`}`,
  });
}
