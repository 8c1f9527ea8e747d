import { number } from "../number.ts";
import { styleOf } from "../theme.ts";
import { type Html, html } from "./html.ts";

export type Cell = string | number | null | Html;

export interface Table {
  /** Column headings; the first column names the row. */
  readonly columns: readonly (string | Html)[];
  readonly rows: readonly (readonly Cell[])[];
  readonly caption?: string | Html;
  /** Significant digits of the numbers. */
  readonly digits?: number;
}

/** A sampler's name with a dot of its colour, for the first column. */
export const named = (name: string, label: string): Html =>
  html`<span class="swatch" style="background:${styleOf(name).colour}"></span>${label}`;

const isNumber = (cell: Cell | undefined) => typeof cell === "number" || cell === null;

/** A table of numbers, right-aligned in columns that hold any; null is a dash. */
export function tableElement({ columns, rows, caption, digits = 3 }: Table): Html {
  const numeric = columns.map((_, j) => rows.some((row) => isNumber(row[j])));
  const kind = (j: number) => (numeric[j] ? "number" : "text");
  const show = (cell: Cell) => (cell === null ? "—" : typeof cell === "number" ? number(cell, digits) : cell);
  const body = (row: readonly Cell[]) =>
    row.map((cell, j) =>
      j === 0
        ? html`<th scope="row" class="${kind(j)}">${show(cell)}</th>`
        : html`<td class="${kind(j)}">${show(cell)}</td>`,
    );
  return html`<div class="table"><table>
${caption === undefined ? undefined : html`<caption>${caption}</caption>`}
<thead><tr>${columns.map((column, j) => html`<th scope="col" class="${kind(j)}">${column}</th>`)}</tr></thead>
<tbody>
${rows.map((row) => html`<tr>${body(row)}</tr>\n`)}</tbody>
</table></div>`;
}
