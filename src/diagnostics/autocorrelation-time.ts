import { finite } from "../check.ts";
import { UsageError } from "../refusal.ts";
import { autocovariance } from "./autocovariance.ts";
import type { Measured } from "./measured.ts";

export interface AutocorrelationTime extends Measured {
  /** W, the last lag of the sum. */
  readonly window: number;
}

/**
 * tau and W; undefined without a W within half of the n values. About a chain's own mean, whose variance is tau Var / n, the
 * autocovariance of n values expects (1 - t / n) (C(t) - tau Var / n) at lag t. So the sum to W misses tau Var (1 - D), with
 * D = 1 - (2W + 1) / n + W (W + 1) / n^2 = (1 - W / n) (1 - (W + 1) / n), and is divided by D. What is left is of order tau / n:
 * at(0) is short of Var by tau Var / n, and the sum by 2 sum_t t C(t) / n, which in part cancel.
 */
export function sokalWindow(
  at: (lag: number) => number,
  n: number,
  c: number,
): { readonly tau: number; readonly window: number } | undefined {
  const variance = at(0);
  let sum = 1;
  for (let W = 1; 2 * W <= n; W++) {
    sum += (2 * at(W)) / variance;
    const tau = sum / ((1 - W / n) * (1 - (W + 1) / n));
    if (W >= c * Math.max(tau, 1)) return { tau, window: W };
  }
  return undefined;
}

/**
 * The integrated autocorrelation time tau = 1 + 2 sum_{t <= W} rho(t), in steps of the chain: the mean of n values has variance
 * tau Var / n. Sokal's automatic window is the smallest W >= c max(tau, 1); the standard error is tau sqrt(2 (2W + 1) / (m n)).
 * It holds for n of 20 tau or more: there the mean of what is found is within 10 % of tau. Shorter chains are refused by the tau that
 * is found, so that those of 10 tau pass where it is found too small: to 0.6 tau in the mean of four chains, 0.8 tau of forty.
 * A. D. Sokal (1997), doi:10.1007/978-1-4899-0319-8_6; N. Madras and A. D. Sokal (1988), doi:10.1007/BF01022990. Costs m n W.
 *
 * @param chains row-major m x n: m independent chains of n >= 4 values, each in equilibrium
 * @param options c > 0, the window in units of tau
 * @throws UsageError for chains that do not move, or that are shorter than 2 c tau
 */
export function autocorrelationTime(chains: Float64Array, m = 1, { c = 5 } = {}): AutocorrelationTime {
  finite("window of an autocorrelation time", c, { above: 0 });
  const { at } = autocovariance(chains, m);
  const n = chains.length / m;
  const found = sokalWindow(at, n, c);
  if (found !== undefined) {
    const { tau, window: W } = found;
    return { value: tau, error: tau * Math.sqrt((2 * (2 * W + 1)) / (m * n)), window: W };
  }
  throw new UsageError({
    what: "chains",
    got: `${n} values each, correlated over much of their length`,
    expected: `${2 * c} autocorrelation times or more`,
    advice: "Run longer.",
  });
}
