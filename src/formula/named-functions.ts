import { add, div, mul, pow, sub } from "./arithmetic.ts";
import { erf, erfc } from "./error-functions.ts";
import type { Node } from "./formula.ts";
import { abs, cos, erfcx, exp, log, max, min, sign, sin, sqrt, tan, tanh } from "./functions.ts";

type Builder = (...args: Node[]) => Node;
interface NamedFunction {
  readonly arity: readonly [least: number, most: number];
  readonly build: Builder;
}
const one = (build: (a: Node) => Node): NamedFunction => ({ arity: [1, 1], build });
const half = (a: Node, combine: (p: Node, q: Node) => Node) => mul(0.5, combine(exp(a), exp(mul(-1, a))));
const extreme = (fold: (a: Node, b: Node) => Node): NamedFunction => ({
  arity: [1, 100],
  build: (...args) => args.reduce((a, b) => fold(a, b)),
});

/** The functions that a text may call. */
export const namedFunctions: ReadonlyMap<string, NamedFunction> = new Map([
  ["exp", one(exp)],
  ["log", one(log)],
  ["ln", one(log)],
  ["log2", one((a) => div(log(a), Math.LN2))],
  ["log10", one((a) => div(log(a), Math.LN10))],
  ["sqrt", one(sqrt)],
  ["sin", one(sin)],
  ["cos", one(cos)],
  ["tan", one(tan)],
  ["sinh", one((a) => half(a, sub))],
  ["cosh", one((a) => half(a, add))],
  ["tanh", one(tanh)],
  ["erf", one(erf)],
  ["erfc", one(erfc)],
  ["erfcx", one(erfcx)],
  ["abs", one(abs)],
  ["sign", one(sign)],
  ["min", extreme(min)],
  ["max", extreme(max)],
  ["pow", { arity: [2, 2], build: pow }],
]);
