import type { Tested } from "./measured.ts";
import type { Resampling } from "./resampling.ts";
import { squaredDistances } from "./squared-distances.ts";
import { pool, twoSample } from "./two-sample.ts";

/**
 * The energy distance 2 E|X - Y| - E|X - X'| - E|Y - Y'| of two samples, unbiased, so that it may be below 0; the laws are
 * equal where it is 0. Its null law is that of permuted samples, for independent points. Costs (n + m)^2 draws / 2.
 * G. J. Szekely and M. L. Rizzo (2013), doi:10.1016/j.jspi.2013.03.018.
 *
 * @param x row-major n x d, n >= 2
 * @param y row-major m x d, m >= 2; n + m <= 10,000
 */
export function energyDistance(x: Float64Array, y: Float64Array, d: number, resampling: Resampling): Tested {
  const { points, n, m } = pool(x, y, d);
  const row = (i: number, out: Float64Array) => {
    squaredDistances(points, d, i, out);
    for (let j = i + 1; j < n + m; j++) out[j] = Math.sqrt(out[j]);
  };
  return twoSample(n, m, row, resampling);
}
