import { finite } from "../check.ts";
import { UsageError } from "../refusal.ts";
import { autocovariance } from "./autocovariance.ts";
import type { Measured } from "./measured.ts";

export interface AutocorrelationTime extends Measured {
  /** W, the last lag of the sum. */
  readonly window: number;
}

/**
 * tau and W; without a W within half of the n values, the largest tau on the way. Autocovariances about a chain's own mean are too
 * small by tau Var / n each: the factor 1 + (2W + 1) / n makes up for it, to first order.
 * U. Wolff (2004), doi:10.1016/S0010-4655(03)00467-3.
 */
export function sokalWindow(
  at: (lag: number) => number,
  n: number,
  c: number,
): { readonly tau: number; readonly window?: number } {
  const variance = at(0);
  let [sum, most] = [1, 1];
  for (let window = 1; 2 * window <= n; window++) {
    sum += (2 * at(window)) / variance;
    const tau = sum * (1 + (2 * window + 1) / n);
    most = Math.max(most, tau);
    if (window >= c * Math.max(tau, 1)) return { tau, window };
  }
  return { tau: most };
}

/**
 * The integrated autocorrelation time tau = 1 + 2 sum_{t <= W} rho(t), in steps of the chain: the mean of n values has variance
 * tau Var / n. Sokal's automatic window is the smallest W >= c max(tau, 1); the standard error is tau sqrt(2 (2W + 1) / (m n)).
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
  const { tau, window: W } = sokalWindow(at, n, c);
  if (W !== undefined) return { value: tau, error: tau * Math.sqrt((2 * (2 * W + 1)) / (m * n)), window: W };
  throw new UsageError({
    what: "chains",
    got: `${n} values each, correlated over much of their length`,
    expected: `${2 * c} autocorrelation times or more`,
    advice: "Run longer.",
  });
}
