import { finite, integer } from "../check.ts";
import { UsageError } from "../refusal.ts";
import { countRows } from "./count-rows.ts";

/** Chains of equal length, checked: rows of a row-major m x n array, n >= 4. */
export function checkChains(chains: Float64Array, m: number): number {
  integer("number of chains", m, { min: 1 });
  const n = countRows("chains", chains, m, 4);
  for (const value of chains) finite("value of a chain", value);
  return n;
}

/** Mean of each chain, and the autocovariance at a lag of all of them: the mean over chains of (1/n) sum (x_i - mean)(x_{i+t} - mean). */
export function autocovariance(
  chains: Float64Array,
  m: number,
): { means: Float64Array; at: (lag: number) => number } {
  const n = checkChains(chains, m);
  const centred = chains.slice();
  const means = Float64Array.from({ length: m }, (_, j) => {
    const row = centred.subarray(j * n, (j + 1) * n);
    const mean = row.reduce((sum, v) => sum + v, 0) / n;
    for (let i = 0; i < n; i++) row[i] -= mean;
    return mean;
  });
  const at = (lag: number): number => {
    let sum = 0;
    for (let j = 0; j < m; j++) {
      const end = (j + 1) * n - lag;
      for (let i = j * n; i < end; i++) sum += centred[i] * centred[i + lag];
    }
    return sum / (m * n);
  };
  const size = chains.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
  if (Math.sqrt(at(0)) <= 1e-14 * size) {
    throw new UsageError({ what: "chains", got: "values that never change", expected: "chains that move" });
  }
  return { means, at };
}
