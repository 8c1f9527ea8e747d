/** What a classifier takes each of n images for. */
export interface Decisions {
  /** n, 0 to 9 */
  readonly digits: Uint8Array;
  /** n, of that digit, 0 to 1 */
  readonly probabilities: Float32Array;
}

/** The likeliest class of each row of logits, n x 10, and its softmax probability. */
export function decisions(logits: Float32Array): Decisions {
  const n = logits.length / 10;
  const said = { digits: new Uint8Array(n), probabilities: new Float32Array(n) };
  for (let k = 0; k < n; k++) {
    const row = logits.subarray(10 * k, 10 * k + 10);
    const most = Math.max(...row);
    said.digits[k] = row.indexOf(most);
    said.probabilities[k] = 1 / row.reduce((sum, z) => sum + Math.exp(z - most), 0);
  }
  return said;
}
