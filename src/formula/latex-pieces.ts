import type { Node } from "./formula.ts";

/** How tightly a piece of LaTeX holds together. */
export const precedence = { sum: 1, product: 2, power: 3, atom: 4 } as const;

export interface Piece {
  readonly text: string;
  readonly level: number;
}

/** The piece, in brackets unless it holds together tightly enough. */
export const wrap = ({ text, level }: Piece, least: number): string =>
  level >= least ? text : `\\left(${text}\\right)`;

const powersOfTen = (value: number): string => {
  const [digits, exponent] = String(value).split("e");
  if (exponent === undefined) return digits;
  const power = `10^{${Number(exponent)}}`;
  return digits === "1" ? power : `${digits} \\cdot ${power}`;
};

/** Numerator and denominator of a number >= 0: small fractions and multiples of pi, other numbers to six digits. */
export function latexFraction(value: number): [numerator: string, denominator: string] {
  if (value === Infinity) return ["\\infty", "1"];
  if (Number.isInteger(value) && value < 1e6) return [String(value), "1"];
  for (const q of [1, 2, 3, 4, 5, 6, 8]) {
    for (const [unit, symbol] of [
      [1, ""],
      [Math.PI, "\\pi"],
    ] as const) {
      const p = Math.round((value / unit) * q);
      if (p === 0 || p > 20 || Math.abs((p * unit) / q - value) > 4e-16 * value) continue;
      return [p === 1 && symbol !== "" ? symbol : `${p}${symbol}`, String(q)];
    }
  }
  return [powersOfTen(Number(value.toPrecision(6))), "1"];
}

export function latexNumber(value: number): string {
  if (Number.isNaN(value)) return "\\mathrm{NaN}";
  const [p, q] = latexFraction(Math.abs(value));
  return `${value < 0 ? "-" : ""}${q === "1" ? p : `\\frac{${p}}{${q}}`}`;
}

/** The factors of a product with their powers, in order; products within products count. */
export function factorsOf(node: Node): [base: Node, power: number][] {
  const powers = new Map<Node, number>();
  const collect = (n: Node, times: number): void => {
    if (n.op !== "mul") powers.set(n, (powers.get(n) ?? 0) + times);
    else if (n.args[0] === n.args[1]) collect(n.args[0], 2 * times);
    else for (const arg of n.args) collect(arg, times);
  };
  collect(node, 1);
  return [...powers];
}
