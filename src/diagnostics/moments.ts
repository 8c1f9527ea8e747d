import { countRows } from "./count-rows.ts";

/** Mean and covariance of n samples, with the standard errors of independent samples. */
export interface Moments {
  /** d */
  readonly mean: number[];
  readonly meanError: number[];
  /** d x d */
  readonly covariance: number[][];
  readonly varianceError: number[];
}

/**
 * The moments of n >= 2 samples; covariances are divided by n.
 *
 * @param points row-major n x d
 */
export function moments(points: Float64Array, d: number): Moments {
  const n = countRows("samples", points, d, 2);
  const components = Array.from({ length: d }, (_, j) => j);
  const average = (f: (i: number) => number) => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += f(i);
    return sum / n;
  };
  const mean = components.map((j) => average((i) => points[i * d + j]));
  const from = (i: number, j: number) => points[i * d + j] - mean[j];
  const covariance = components.map((j) => components.map((k) => average((i) => from(i, j) * from(i, k))));
  const fourth = components.map((j) => average((i) => from(i, j) ** 4));
  return {
    mean,
    covariance,
    meanError: components.map((j) => Math.sqrt(covariance[j][j] / n)),
    varianceError: components.map((j) => Math.sqrt(Math.max(0, fourth[j] - covariance[j][j] ** 2) / n)),
  };
}
