import type { Lanes } from "./lanes.ts";

/** A number for all lanes, the name of a local such as "$x", or the text of an expression. */
export type Term = number | string;
type Write = (...terms: Term[]) => string;

/** A number as WAT writes it. */
function literal(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  return Object.is(value, -0) ? "-0" : String(value);
}

const fill = (count: number, text: string): string => Array(count).fill(text).join(" ");

const floatNames = [
  ...(["add", "sub", "mul", "div", "sqrt", "abs", "neg", "floor", "min", "max", "pmin", "pmax"] as const),
  ...(["eq", "lt", "gt", "ge"] as const),
];
const bitNames = ["and", "or", "xor", "bitselect"] as const;
type Names = (typeof floatNames)[number] | (typeof bitNames)[number];

/**
 * The words in which the vector functions are written: add("$x", 1) is the text of x + 1 in each lane.
 * Comparisons give all ones or all zeros, which `and`, `or` and `bitselect` (mask last) take.
 */
export function vocabulary(lanes: Lanes) {
  const { type, integer, count } = lanes;
  const term = (t: Term): string =>
    typeof t === "number"
      ? `(v128.const ${type} ${fill(count, literal(t))})`
      : t.startsWith("$")
        ? `(local.get ${t})`
        : t;
  const op = (name: string, ...terms: Term[]): string => `(${name} ${terms.map(term).join(" ")})`;
  const words = [
    ...floatNames.map((name) => [name, type] as const),
    ...bitNames.map((name) => [name, "v128"] as const),
  ].map(([name, prefix]) => [name, (...terms: Term[]) => op(`${prefix}.${name}`, ...terms)]);
  return {
    ...(Object.fromEntries(words) as Record<Names, Write>),
    lanes,
    op,
    term,
    /** Of one width what `choice` says. */
    pick: <T>(choice: { readonly [K in Lanes["type"]]: T }): T => choice[type],
    set: (name: string, value: Term): string => `(local.set ${name} ${term(value)})`,
    /** An operation on the lanes' bits as integers. */
    bits: (name: string, ...terms: Term[]): string => op(`${integer}.${name}`, ...terms),
    /** The same integer in all lanes. */
    int: (value: number | bigint): string => `(v128.const ${integer} ${fill(count, String(value))})`,
    /** All lanes shifted by `by` bits. */
    shift: (name: "shl" | "shr_u" | "shr_s", value: Term, by: number): string =>
      op(`${integer}.${name}`, value, `(i32.const ${by})`),
    /** c[0] + c[1] z + c[2] z^2 + ..., by Horner's rule. */
    polynomial: (c: readonly number[], z: Term): string =>
      c
        .slice(0, -1)
        .reduceRight<string>((p, a) => op(`${type}.add`, a, op(`${type}.mul`, z, p)), term(c.at(-1)!)),
  };
}

export type Vocabulary = ReturnType<typeof vocabulary>;

/** The text of a function: statements that leave their result in the local `out`. Arguments may be any term. */
export type Statements = (v: Vocabulary, out: string, x: Term, y?: Term) => string;
