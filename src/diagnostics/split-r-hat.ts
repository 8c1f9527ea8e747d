import { sokalWindow } from "./autocorrelation-time.ts";
import { autocovariance, checkChains } from "./autocovariance.ts";
import { chiSquare } from "./chi-square.ts";
import type { Tested } from "./measured.ts";
import { fold, rankNormalise } from "./rank-normalise.ts";
import { splitChains } from "./split-chains.ts";

/** Halves of fewer autocorrelation times than this tell R-hat, but not its law. */
const fewest = 50;

/**
 * Split R-hat: the root of var+ / W over the M = 2m half chains of length N, where W is the mean of their variances, B / N the
 * variance of their means, and var+ = W (N - 1) / N + B / N. Near 1 where the chains agree.
 *
 * Its law under the null hypothesis, that all halves have one law, is by the central limit theorem:
 * R-hat^2 = (N - 1) / N + (tau / N) chi^2 / (M - 1) with M - 1 degrees of freedom, where tau is the autocorrelation time within the
 * halves. Of AR(1) p < 0.05 comes once in 14 to 20 where they have 50 tau, once in 8 to 11 at 20 tau, once in 4 at 10 tau. So for
 * halves in which fewer than 50 tau are found, or of fewer than 50 values, `expected`, `error`, `limit` and `p` are NaN: run longer.
 * A. Gelman and D. B. Rubin (1992), doi:10.1214/ss/1177011136; arXiv:1903.08008, section 3.
 *
 * @param chains row-major m x n, n >= 8
 */
export function splitRHat(chains: Float64Array, m: number): Tested {
  const split = splitChains(chains, m);
  const M = 2 * m;
  const N = split.length / M;
  const { means, at } = autocovariance(split, M);
  const mean = means.reduce((sum, v) => sum + v, 0) / M;
  const B = (N / (M - 1)) * means.reduce((sum, v) => sum + (v - mean) ** 2, 0);
  const W = (at(0) * N) / (N - 1);
  const base = (N - 1) / N;
  const { tau = Infinity } = sokalWindow(at, N, 5) ?? {};
  const value = Math.sqrt(base + B / (N * W));
  if (N < fewest * Math.max(tau, 1)) return { value, expected: NaN, error: NaN, limit: NaN, p: NaN };
  const law = chiSquare(M - 1);
  const root = (square: number) => Math.sqrt(base + (tau / N) * (square / (M - 1)));
  const expected = root(M - 1);
  return {
    value,
    expected,
    error: ((tau / N) * Math.sqrt(2 / (M - 1))) / (2 * expected),
    limit: root(law.limit(0.05)),
    p: law.tail(((M - 1) * B) / (tau * W)),
  };
}

/**
 * Rank-normalised split R-hat: `bulk` of the values, which sees different means, and `tail` of their distances from the median,
 * which sees different spreads. The published diagnostic is the larger of the two values, to be below 1.01. The laws are those of
 * `splitRHat`, NaN for halves of fewer than 50 tau.
 * arXiv:1903.08008, section 4.
 *
 * @param chains row-major m x n, n >= 8
 */
export function rankNormalisedSplitRHat(chains: Float64Array, m: number): { bulk: Tested; tail: Tested } {
  checkChains(chains, m);
  return { bulk: splitRHat(rankNormalise(chains), m), tail: splitRHat(rankNormalise(fold(chains)), m) };
}
