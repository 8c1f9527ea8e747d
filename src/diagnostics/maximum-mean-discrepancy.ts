import { finite } from "../check.ts";
import { UsageError } from "../refusal.ts";
import type { Tested } from "./measured.ts";
import type { Resampling } from "./resampling.ts";
import { squaredDistances } from "./squared-distances.ts";
import { pool, twoSample } from "./two-sample.ts";

/** The median distance between points, of at most 1000 of them, evenly taken; row-major n x d. */
export function medianDistance(points: Float64Array, d: number): number {
  const n = points.length / d;
  const kept = Math.min(n, 1000);
  const few = new Float64Array(kept * d);
  for (let i = 0; i < kept; i++) {
    const from = Math.floor((i * n) / kept) * d;
    few.set(points.subarray(from, from + d), i * d);
  }
  const all = new Float64Array((kept * (kept - 1)) / 2);
  const row = new Float64Array(kept);
  for (let i = 0, at = 0; i < kept - 1; at += kept - 1 - i, i++) {
    squaredDistances(few, d, i, row);
    all.set(row.subarray(i + 1), at);
  }
  return Math.sqrt(all.sort()[all.length >> 1]);
}

interface Options extends Resampling {
  /** b > 0 in units of the points; without it the median distance of the two samples together. */
  readonly bandwidth?: number;
}

/**
 * The squared maximum mean discrepancy E k(X, X') + E k(Y, Y') - 2 E k(X, Y) of two samples, unbiased, so that it may be
 * below 0, for the Gaussian kernel k = exp(-|x - y|^2 / 2b^2). Its null law is that of permuted samples, for independent
 * points. Costs (n + m)^2 draws / 2. A. Gretton et al., arXiv:0805.2368; JMLR 13 (2012) 723.
 *
 * @param x row-major n x d, n >= 2
 * @param y row-major m x d, m >= 2; n + m <= 10,000
 */
export function maximumMeanDiscrepancy(
  x: Float64Array,
  y: Float64Array,
  d: number,
  { bandwidth, ...resampling }: Options,
): Tested & { readonly bandwidth: number } {
  const { points, n, m } = pool(x, y, d);
  const b = bandwidth ?? medianDistance(points, d);
  if (b === 0) {
    throw new UsageError({
      what: "median distance",
      got: 0,
      expected: "points that are not the same for the most part",
      advice: "Give a bandwidth.",
    });
  }
  const scale = -1 / (2 * finite("bandwidth", b, { above: 0 }) ** 2);
  const row = (i: number, out: Float64Array) => {
    squaredDistances(points, d, i, out);
    for (let j = i + 1; j < n + m; j++) out[j] = -Math.exp(scale * out[j]);
  };
  return { ...twoSample(n, m, row, resampling), bandwidth: b };
}
