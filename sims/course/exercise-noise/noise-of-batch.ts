import type { Measured, Schedule } from "../../../src/index.ts";
import { averageOf } from "../average-of.ts";

/** What noise makes of a batch at one time: measured over all its pixels, and in closed form. */
export interface NoisedMoments {
  /** Mean of x_t over pixels and images. */
  readonly mean: Measured;
  /** Mean of (x_t - alpha m)^2, where m is the mean of the batch: the variance. */
  readonly variance: Measured;
  readonly exactMean: number;
  readonly exactVariance: number;
}

/**
 * x_t = alpha x_0 + sigma z has the mean alpha m and the variance alpha^2 v + sigma^2, where m and v are those of the pixels
 * of the batch. Only z is drawn, so the errors are those of z.
 *
 * @param x0 and `x`: the batch before and after, as many pixels
 */
export function noisedMoments(
  { alpha, sigma }: Pick<Schedule, "alpha" | "sigma">,
  t: number,
  x0: Float64Array,
  x: Float64Array,
): NoisedMoments {
  const [a, s] = [alpha(t), sigma(t)];
  const n = x0.length;
  const m = averageOf(x0).value;
  const squares = x0.map((v) => (v - m) ** 2);
  const v = averageOf(squares).value;
  const variance = averageOf(x.map((xi) => (xi - a * m) ** 2)).value;
  return {
    mean: { value: averageOf(x).value, error: s / Math.sqrt(n) },
    // (alpha r + sigma z)^2 with r given: variance 4 alpha^2 r^2 sigma^2 + 2 sigma^4
    variance: { value: variance, error: Math.sqrt((4 * a * a * v * s * s + 2 * s ** 4) / n) },
    exactMean: a * m,
    exactVariance: a * a * v + s * s,
  };
}
