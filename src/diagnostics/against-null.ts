import { finite, integer } from "../check.ts";
import type { Tested } from "./measured.ts";

/**
 * A value beside at least 19 draws of the same statistic under the null hypothesis: of permuted samples, or the sliced
 * Wasserstein distances of sets of exact samples. Where value and draws are exchangeable the test is exact:
 * p = (1 + number of draws that reach the value) / (1 + draws) is <= u with probability <= u.
 */
export function againstNull(value: number, draws: Float64Array): Tested {
  const n = integer("draws under the null hypothesis", draws.length, { min: 19 });
  finite("value to be tested", value);
  for (const draw of draws) finite("draw under the null hypothesis", draw);
  const expected = draws.reduce((sum, v) => sum + v, 0) / n;
  const error = Math.sqrt(draws.reduce((sum, v) => sum + (v - expected) ** 2, 0) / (n - 1));
  const tie = value - 1e-10 * error; // equal but for rounding
  const reached = draws.reduce((count, v) => count + (v >= tie ? 1 : 0), 0);
  const limit = draws.toSorted()[Math.ceil(0.95 * (n + 1)) - 1];
  return { value, error, expected, limit, p: (1 + reached) / (1 + n) };
}
