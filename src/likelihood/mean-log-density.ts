import { countRows } from "../diagnostics/count-rows.ts";
import type { Measured } from "../diagnostics/measured.ts";
import { UsageError } from "../refusal.ts";

/**
 * The mean log-density of n >= 2 independent points. Its standard error is that of the points' spread, which the errors of
 * estimated divergences are part of; `probes` is what these make of it alone: what more probes, and no more points, would take away.
 *
 * @param logDensity n values
 * @param errors the n standard errors of estimates
 */
export function meanLogDensity(
  logDensity: Float64Array,
  errors: Float64Array = new Float64Array(logDensity.length),
): Measured & { readonly probes: number } {
  const n = countRows("log-densities", logDensity, 1, 2);
  if (errors.length !== n) {
    throw new UsageError({ what: "errors of log-densities", got: errors.length, expected: `${n} of them` });
  }
  const value = logDensity.reduce((sum, l) => sum + l, 0) / n;
  const spread = logDensity.reduce((sum, l) => sum + (l - value) ** 2, 0) / (n - 1);
  return {
    value,
    error: Math.sqrt(spread / n),
    probes: Math.sqrt(errors.reduce((sum, e) => sum + e * e, 0)) / n,
  };
}
