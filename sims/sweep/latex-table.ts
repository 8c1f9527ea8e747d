import { decimal as typedNumber } from "../decimal.ts";
import type { Series } from "./series.ts";

const specials: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
  "<": "\\textless{}",
  ">": "\\textgreater{}",
  "|": "\\textbar{}",
  '"': "\\textquotedbl{}",
  // at the start of a row these would belong to the line break before them
  "[": "{[}",
  "*": "{*}",
};

/** Any text as LaTeX sets it. */
export const latexText = (text: string): string =>
  text.replace(/\s+/g, " ").replace(/[\\~^<>|"[*{}$&#_%]/g, (c) => specials[c] ?? `\\${c}`);

/** Digits behind the point that show `digits` significant ones of a number. */
const places = (size: number, digits: number): number =>
  size === 0 ? 0 : Math.max(0, digits - 1 - Math.floor(Math.log10(size)));

/** "1.23 \\times 10^{-5}": four significant digits, or as many as two of the error have. */
function decimal(value: number, error: number | null | undefined): string {
  if (error !== undefined && error !== null && error > 0) {
    const exponent = Math.floor(Math.log10(Math.max(Math.abs(value), error)));
    const scale = exponent < -3 || exponent > 5 ? 10 ** exponent : 1;
    const digits = Math.min(12, places(error / scale, 2));
    const [v, e] = [value, error].map((x) => (x / scale).toFixed(digits));
    return scale === 1 ? `${v} \\pm ${e}` : `(${v} \\pm ${e}) \\times 10^{${exponent}}`;
  }
  const [mantissa, power] = Number(value.toPrecision(4)).toExponential().split("e").map(Number);
  if (power < -3 || power > 5) return `${mantissa} \\times 10^{${power}}`;
  return String(Number(value.toPrecision(4)));
}

/** A value as it was typed: a number with a minus sign and powers of ten as they are printed, any other text as it is. */
const typed = (text: string): string =>
  typedNumber.test(text) ? `$${text.replace(/e\+?(.*)/i, " \\times 10^{$1}")}$` : latexText(text);

const cell = ({ values, errors }: Series, i: number): string => {
  const value = values[i];
  return value === null ? "--" : `$${decimal(value, errors?.[i])}$`;
};

/** A number that changes, and behind it what is known exactly of it. */
const columnsOf = ({ exact, scheme, ...measured }: Series): Series[] => [
  measured,
  ...(exact === undefined ? [] : [{ name: "exact", values: exact }]),
  ...(scheme === undefined ? [] : [{ name: "this scheme", values: scheme }]),
];

/** A tabular that needs no package: a row a value, a column a number that changes, with its standard error, and the exact ones beside. */
export function latexTable(key: string, values: readonly string[], measured: readonly Series[]): string {
  const series = measured.flatMap(columnsOf);
  const line = (cells: readonly string[]) => `${cells.join(" & ")} \\\\`;
  return `${[
    `\\begin{tabular}{l${"r".repeat(series.length)}}`,
    "\\hline",
    line([key, ...series.map(({ name }) => name)].map(latexText)),
    "\\hline",
    ...values.map((value, i) => line([typed(value), ...series.map((s) => cell(s, i))])),
    "\\hline",
    "\\end{tabular}",
  ].join("\n")}\n`;
}
