/** The keys of Philox's rounds 3 to 10, two words each: 64 bytes that a run's kernels read. */
export function keySchedule(seed: bigint): Int32Array {
  const keys = new Int32Array(16);
  for (let r = 0; r < 8; r++) {
    keys[2 * r] = Number(seed & 0xffffffffn) + (r + 2) * 0x9e3779b9;
    keys[2 * r + 1] = Number((seed >> 32n) & 0xffffffffn) + (r + 2) * 0xbb67ae85;
  }
  return keys;
}
