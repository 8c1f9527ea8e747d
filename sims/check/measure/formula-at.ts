import { formulas } from "../../../src/index.ts";

/** A formula at n points in d dimensions, given its numbers and its inputs, row-major. */
export function formulaAt(
  f: formulas.Formula,
  numbers: readonly number[],
  d: number,
  ...xs: readonly Float64Array[]
): Float64Array {
  const n = xs[xs.length - 1].length / d;
  const out = new Float64Array(n * f.outputs.length);
  formulas.compileEvaluate(f)(n, d, numbers, out, xs);
  return out;
}
