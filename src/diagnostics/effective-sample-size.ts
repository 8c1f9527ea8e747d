import { autocovariance } from "./autocovariance.ts";
import type { Measured } from "./measured.ts";
import { splitChains } from "./split-chains.ts";

/** Geyer's initial monotone sequence: tau = -1 + 2 sum_k P_k, where P_k = rho(2k) + rho(2k + 1), while positive, never rising. */
function initialMonotone(rho: (lag: number) => number, n: number): { tau: number; window: number } {
  let sum = 0;
  let [least, k] = [Infinity, 0];
  for (; 2 * k + 1 < n; k++) {
    const pair = rho(2 * k) + rho(2 * k + 1);
    if (!(pair > 0)) break;
    least = Math.min(least, pair);
    sum += least;
  }
  return { tau: -1 + 2 * sum, window: 2 * k };
}

/**
 * The number of independent values that would know the mean as well, from one chain or several: the chains are split, and
 * what their means differ by counts as correlation that does not decay. At most m n log10(m n). The standard error is that of the
 * autocorrelation time. With `rankNormalise` before it, the bulk effective sample size.
 * A. Vehtari et al., arXiv:1903.08008, section 3; C. J. Geyer (1992), doi:10.1214/ss/1177011137.
 *
 * @param chains row-major m x n, n >= 8
 */
export function effectiveSampleSize(chains: Float64Array, m = 1): Measured {
  const split = splitChains(chains, m);
  const M = 2 * m;
  const N = split.length / M;
  const { means, at } = autocovariance(split, M);
  const mean = means.reduce((sum, v) => sum + v, 0) / M;
  const between = means.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (M - 1); // B / N
  const W = (at(0) * N) / (N - 1);
  const total = at(0) + between; // var+ = W (N - 1) / N + B / N
  const { tau, window } = initialMonotone((t) => (t === 0 ? 1 : 1 - (W - (at(t) * N) / (N - 1)) / total), N);
  const S = M * N;
  const value = S / Math.max(tau, 1 / Math.log10(S));
  return { value, error: value * Math.sqrt((2 * (2 * window + 1)) / S) };
}
