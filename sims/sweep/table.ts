import { flatten, type Scalar } from "./flatten.ts";
import type { Row } from "./swept.ts";

/** The numbers of a sweep, a column a place in the results and a row a value. */
export interface SweepTable {
  readonly key: string;
  readonly values: readonly string[];
  /** In the order in which the results come; null where a value has no such number. */
  readonly columns: ReadonlyMap<string, readonly Scalar[]>;
  /** Beside each value why there are no results; undefined where there are. */
  readonly errors: readonly (string | undefined)[];
}

export function sweepTable(key: string, rows: readonly Row[]): SweepTable {
  const flat = rows.map(({ numbers }) => flatten(numbers));
  const names = new Set(flat.flatMap((places) => [...places.keys()]));
  names.delete(key);
  return {
    key,
    values: rows.map(({ value }) => value),
    columns: new Map([...names].map((name) => [name, flat.map((places) => places.get(name) ?? null)])),
    errors: rows.map(({ error }) => error),
  };
}

const quote = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** The table as RFC 4180 has it, numbers with all their digits. */
export function csv({ key, values, columns, errors }: SweepTable): string {
  const failed = errors.some((error) => error !== undefined);
  const lines = [
    [key, ...columns.keys(), ...(failed ? ["error"] : [])],
    ...values.map((value, i) => [
      value,
      ...[...columns.values()].map((column) => String(column[i] ?? "")),
      ...(failed ? [errors[i] ?? ""] : []),
    ]),
  ];
  return lines.map((cells) => `${cells.map(quote).join(",")}\r\n`).join("");
}
