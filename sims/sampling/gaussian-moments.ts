import { type formulas as F, formulas, symmetricEigen } from "../../src/index.ts";
import { hessian } from "./hessian.ts";
import type { ExactMoments } from "./quadrature.ts";

/** More dimensions than this have too many second derivatives to write down. */
const most = 10;

/**
 * Mean, variance and normaliser of exp(logDensity) in d <= 10 dimensions from its derivatives, where it is a Gaussian: with
 * P = -H, S = P^-1 and m = S grad log p(0). Undefined where it is none, or more than 10 dimensions wide.
 */
export function gaussianMoments(
  logDensity: F.Formula,
  numbers: readonly number[],
  d: number,
): ExactMoments | undefined {
  const H = d > most ? undefined : hessian({ dimension: d, logDensity });
  if (H === undefined) return undefined;
  const { values, vectors } = symmetricEigen(
    H.map((v) => -v),
    d,
  );
  if (!values.every((p) => p > 0)) return undefined;
  const S = (i: number, j: number) =>
    values.reduce((sum, p, k) => sum + (vectors[i * d + k] * vectors[j * d + k]) / p, 0);
  const axes = Array.from({ length: d }, (_, i) => i);
  const slope = formulas.evaluate(formulas.gradient(logDensity, d), numbers, new Array<number>(d).fill(0));
  const mean = axes.map((i) => axes.reduce((sum, j) => sum + S(i, j) * slope[j], 0));
  const [top] = formulas.evaluate(logDensity, numbers, mean);
  const volume = values.reduce((sum, p) => sum + Math.log((2 * Math.PI) / p) / 2, 0);
  return { mean, variance: axes.map((i) => S(i, i)), logNormaliser: top + volume };
}
