import type { Row } from "../check/claim.ts";

/** Four digits, or as many as it takes to tell it from what is claimed. */
function number(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (value === 0 || Number.isInteger(value)) return String(value);
  const size = Math.abs(value);
  return size < 1e-3 || size >= 1e5 ? value.toExponential(1) : String(Number(value.toPrecision(4)));
}

const columns = ["", "claim", "claimed", "measured", "tolerance", ""] as const;

const cells = ({ entry, claim, claimed, measured, interval, tolerance, ok }: Row): string[] => [
  entry,
  claim,
  number(claimed),
  interval === undefined ? number(measured) : `${number(measured)} +- ${number(interval)}`,
  number(tolerance),
  ok ? "" : "OUT OF TOLERANCE",
];

/** One table a group; an entry is named in its first row. */
export function checkTable(rows: readonly Row[], seconds: number): string {
  const groups = [...new Set(rows.map(({ group }) => group))];
  const body = rows.map(cells);
  const widths = columns.map((heading, j) => Math.max(heading.length, ...body.map((row) => row[j].length)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, j) => cell.padEnd(widths[j]))
      .join("  ")
      .trimEnd();
  const lines = groups.flatMap((group) => {
    const mine = rows.filter((row) => row.group === group);
    const named = mine.map((row, i) => {
      const [entry, ...rest] = cells(row);
      return [mine[i - 1]?.entry === entry ? "" : entry, ...rest];
    });
    return ["", line([group.toUpperCase(), ...columns.slice(1)]), ...named.map(line)];
  });
  const out = rows.filter(({ ok }) => !ok).length;
  const verdict = out === 0 ? "all within tolerance" : `${out} OUT OF TOLERANCE`;
  return `${[...lines.slice(1), "", `${rows.length} claims measured in ${seconds.toFixed(0)} s: ${verdict}.`].join("\n")}\n`;
}
