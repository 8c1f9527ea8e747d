import { UsageError } from "../../src/index.ts";
import { decimal } from "../decimal.ts";
import type { Table } from "./table.ts";

const delimiters = [";", "\t", "|", ","];

const isNumber = (cell: string): boolean => decimal.test(cell.trim());

/** A cell that stands for a number, though perhaps for none that is read: 1, 0x10, 1,5, -inf, nan. */
const isValue = (cell: string): boolean =>
  /^[+-]?(\.?\d|(inf|infinity|nan|na|null|none)$)/i.test(cell.trim());

/** Whether a first line names the columns: none of its cells stands for a number. */
const isHeader = (cells: readonly string[]): boolean => !cells.some(isValue);

/** Refuses names that do not fit the columns; a first line of one cell is a remark. */
function checkNames(
  names: readonly string[],
  columns: number,
  refuse: (got: string, advice?: string) => never,
): void {
  if (names.length < 2) return;
  if (names.length !== columns) refuse(`${names.length} names of ${columns} columns`);
  const nameless = names.findIndex((name) => name.trim() === "");
  if (nameless >= 0) {
    refuse(
      `column ${nameless + 1} without a name`,
      "pandas writes its index so: to_csv(file, index=False) leaves it out.",
    );
  }
}

/**
 * Reads a table of decimal numbers as text, a point a line, with commas, semicolons, tabs or bars between the
 * coordinates; a first line in which nothing stands for a number (nan and inf do) names the columns, each of them. Blank lines are passed over.
 */
export async function csvTable(bytes: Uint8Array, file: string): Promise<Table> {
  const { default: papa } = await import("papaparse");
  const text = new TextDecoder().decode(bytes);
  if (text.includes("\0")) {
    throw new UsageError({
      what: `points of ${file}`,
      got: "bytes of 0",
      expected: "text in UTF-8, not UTF-16 or binary",
    });
  }
  const last = text.slice(text.trimEnd().lastIndexOf("\n") + 1);
  const delimiter = delimiters.find((mark) => last.includes(mark)) ?? ",";
  const { data } = papa.parse<string[]>(text, { delimiter });
  const all = data
    .map((cells, k) => ({ cells, line: k + 1 }))
    .filter(({ cells }) => cells.join("").trim() !== "");
  const names = all.length > 0 && isHeader(all[0].cells) ? all[0].cells : [];
  const rows = names.length > 0 ? all.slice(1) : all;
  const columns = rows[0]?.cells.length ?? 0;
  const refuse = (line: number, got: string, expected: string, advice?: string): never => {
    throw new UsageError({
      what: `points of ${file}, line ${line}`,
      got,
      expected,
      ...(advice && { advice }),
    });
  };
  if (columns > 0)
    checkNames(names, columns, (got, advice) => refuse(all[0].line, got, "a name for each column", advice));
  const values = new Float64Array(rows.length * columns);
  for (const [i, { cells, line }] of rows.entries()) {
    if (cells.length !== columns) {
      refuse(line, `${cells.length} columns`, `${columns}, as in the line of the first point`);
    }
    for (const [j, cell] of cells.entries()) {
      if (!isNumber(cell)) refuse(line, cell, `a decimal number in column ${j + 1}`);
      values[i * columns + j] = Number(cell);
    }
  }
  return { values, columns, place: (row, column) => `line ${rows[row].line}, column ${column + 1}` };
}
