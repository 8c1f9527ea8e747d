import type { Table } from "../../plots/index.ts";
import type { Context } from "../simulation.ts";
import { tenths } from "./tenths.ts";

/** A measured number beside what it should be. */
export interface Comparison {
  /** Its key in run.json. */
  readonly key: string;
  /** What it is, in a few words. */
  readonly quantity: string;
  readonly value: number;
  /** Standard error. */
  readonly error: number;
  /** The exact value of what is approximated. */
  readonly exact?: number;
  /** The exact value of the scheme itself at its step, which the measured number has as its mean. */
  readonly scheme?: number;
  /** What the difference holds besides chance, where `scheme` is not known: "the bias of the step h, of order h^2". */
  readonly bias?: string;
}

const word = (value: number): string => Number(value.toPrecision(4)).toString();

/** Errors below this share of the value are those of arithmetic. */
const rounding = 1e-10;

/** How far a measured value is from an expected one, in standard errors. */
export const standardErrors = (value: number, expected: number | undefined, error: number): number | null =>
  expected === undefined || !(error > rounding * Math.abs(expected)) ? null : (value - expected) / error;

/** What a comparison is held against: the scheme's own value where it is known. */
const off = ({ value, error, exact, scheme }: Comparison): number | null =>
  standardErrors(value, scheme ?? exact, error);

/** Chance is not much further off than so many standard errors. */
const likely = 3;

const inWords = (comparison: Comparison, against: string): string => {
  const { quantity, value, error, exact, scheme, bias } = comparison;
  const z = off(comparison);
  const known = [
    ...(exact === undefined ? [] : [`${against} ${word(exact)}`]),
    ...(scheme === undefined ? [] : [`this scheme ${word(scheme)}`]),
    ...(z === null ? [] : [`off by ${tenths(z)} s.e.`]),
    ...(bias === undefined || Math.abs(z ?? 0) <= likely ? [] : [`which holds ${bias}`]),
  ];
  return `${quantity}: ${word(value)} +- ${word(error)}${known.length === 0 ? "" : ` (${known.join(", ")})`}`;
};

/**
 * Writes comparisons to the summary and to run.json, and makes the table of them for the report.
 *
 * @param against what `exact` is, where it is something else
 */
export function compare(
  context: Context,
  comparisons: readonly Comparison[],
  against = "exact",
): { readonly table: Table } {
  const schemes = comparisons.some(({ scheme }) => scheme !== undefined);
  for (const comparison of comparisons) {
    const { key, quantity: _, bias: __, ...numbers } = comparison;
    context.number(key, { ...numbers, standardErrors: off(comparison) });
    context.say(inWords(comparison, against));
  }
  const rows = comparisons.map((c) => [
    c.quantity,
    c.value,
    c.error,
    c.exact ?? null,
    ...(schemes ? [c.scheme ?? null] : []),
    off(c),
  ]);
  const columns = ["", "measured", "s.e.", against, ...(schemes ? ["this scheme"] : []), "off by (s.e.)"];
  return { table: { columns, rows } };
}
