import { checkChains } from "./autocovariance.ts";

/** Each chain's two halves as chains, without the middle value where their length is odd: m x n to 2m x floor(n / 2). */
export function splitChains(chains: Float64Array, m: number): Float64Array {
  const n = checkChains(chains, m);
  const half = Math.floor(n / 2);
  const out = new Float64Array(2 * m * half);
  for (let j = 0; j < m; j++) {
    out.set(chains.subarray(j * n, j * n + half), 2 * j * half);
    out.set(chains.subarray((j + 1) * n - half, (j + 1) * n), (2 * j + 1) * half);
  }
  return out;
}
