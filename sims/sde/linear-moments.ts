import type { SdeFormulas } from "../../src/index.ts";
import { apply, type LinearSde, linearSde, multiply, sum, transpose, type Vector } from "./affine.ts";

export interface LinearMoments {
  readonly mean: Vector;
  readonly variance: Vector;
}

/** d values, then the rows of d x d. */
const unpack = (y: Vector, d: number) => ({
  m: y.slice(0, d),
  V: Array.from({ length: d }, (_, i) => y.slice(d + i * d, 2 * d + i * d)),
});

/** m' and V' */
function slope({ drift: { M: A, c: a }, columns }: LinearSde, y: Vector): number[] {
  const { m, V } = unpack(y, a.length);
  const AV = multiply(A, V);
  const both = AV.map((row, i) => sum(row, transpose(AV)[i]));
  const whole = columns.reduce((total, { M: C, c }) => {
    const b = sum(apply(C, m), c);
    const CVC = multiply(multiply(C, V), transpose(C));
    return total.map((row, i) => row.map((v, k) => v + CVC[i][k] + b[i] * b[k]));
  }, both);
  return [...sum(apply(A, m), a), ...whole.flat()];
}

/** A step of the classical Runge-Kutta method. */
function step(f: (t: number, y: Vector) => number[], t: number, y: Vector, h: number): number[] {
  const plus = (a: number, k: Vector) => y.map((v, i) => v + a * k[i]);
  const k1 = f(t, y);
  const k2 = f(t + h / 2, plus(h / 2, k1));
  const k3 = f(t + h / 2, plus(h / 2, k2));
  const k4 = f(t + h, plus(h, k3));
  return y.map((v, i) => v + (h / 6) * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]));
}

/**
 * Mean and variance over time of a linear SDE, one whose drift and diffusion are affine in x: they solve ODEs of their own,
 * m' = A m + a and V' = A V + V A^T + sum_j (C_j V C_j^T + b_j b_j^T) with b_j = C_j m + c_j. Undefined for any other SDE.
 * L. Arnold, Stochastic Differential Equations (1974), section 8.5.
 *
 * @param times rising, the first that of the start
 * @param start mean of each component, and the standard deviation that all have, independently
 * @param substeps Runge-Kutta steps from time to time
 */
export function linearMoments(
  formulas: SdeFormulas,
  times: readonly number[],
  start: { readonly mean: Vector; readonly deviation: number },
  substeps = 200,
): LinearMoments[] | undefined {
  const linear = linearSde(formulas);
  if (linear === undefined) return undefined;
  const { mean, deviation } = start;
  const covariance = mean.flatMap((_, i) => mean.map((_, k) => (i === k ? deviation ** 2 : 0)));
  let y: number[] = [...mean, ...covariance];
  const f = (t: number, at: Vector) => slope(linear(t), at);
  return times.map((t, n) => {
    const h = n === 0 ? 0 : (t - times[n - 1]) / substeps;
    for (let k = 0; k < substeps && n > 0; k++) y = step(f, times[n - 1] + k * h, y, h);
    const { m, V } = unpack(y, mean.length);
    return { mean: m, variance: V.map((row, i) => row[i]) };
  });
}
