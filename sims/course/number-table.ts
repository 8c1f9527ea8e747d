import { type Html, html, number, type Table } from "../../plots/index.ts";
import { agrees } from "./agreement.ts";
import type { CourseNumber } from "./entry.ts";
import { lectureWords } from "./lecture-words.ts";

/** Digits that show an error of two digits, and no more. */
const digitsFor = (value: number, error: number): number =>
  error > 0 && value !== 0 ? Math.min(8, Math.max(2, Math.ceil(Math.log10(Math.abs(value) / error)) + 2)) : 5;

/** With its standard error, on one line. */
const ours = ({ value, error }: CourseNumber): Html => {
  const text = number(value, digitsFor(value, error));
  return html`<span class="whole">${error > 0 ? `${text} ± ${number(error, 2)}` : text}</span>`;
};

/** With as many digits as it takes, five at most. */
const printed = (value: number): string =>
  number(
    value,
    Number(value.toPrecision(5))
      .toExponential()
      .replace(/e.*|\D/g, "").length,
  );

const words: Readonly<Record<string, string>> = { true: "yes", false: "no", undefined: "" };

/** The exact value; what is far below our error is shown as zero. */
const exactWords = ({ value, error, exact }: CourseNumber): string => {
  if (exact === undefined) return "—";
  return Math.abs(exact) < 1e-3 * error ? "0" : number(exact, Math.max(5, digitsFor(value, error)));
};

/** The cells of one number, after the name of what it is. */
export const numberCells = (n: CourseNumber): readonly (string | Html)[] => [
  ours(n),
  lectureWords(n, printed) || "—",
  exactWords(n),
  agrees(n) === false ? html`<strong>no</strong>` : words[String(agrees(n))],
];

export const numberColumns = ["ours", "the lecture", "exact", "agrees"];

/** Where numbers come from. */
export const numberCaption = (numbers: readonly CourseNumber[]): string =>
  `Each computed in this run${numbers.some(({ recorded }) => recorded) ? ", but for those of a training, which its record has" : ""}; with its standard error where it is sampled.`;

/** The numbers of one entry beside the lecture's. */
export const numberTable = (numbers: readonly CourseNumber[]): Table => ({
  columns: ["", ...numberColumns],
  rows: numbers.map((n) => [n.quantity, ...numberCells(n)]),
  caption: numberCaption(numbers),
});
