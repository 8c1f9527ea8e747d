/** High 32 bits of the unsigned product of two 32-bit words, from 16-bit halves. */
export function multiplyHigh(a: number, b: number): number {
  const al = a & 0xffff;
  const ah = a >>> 16;
  const bl = b & 0xffff;
  const bh = b >>> 16;
  const t = (Math.imul(ah, bl) + (Math.imul(al, bl) >>> 16)) | 0;
  const u = ((t & 0xffff) + Math.imul(al, bh)) | 0;
  return (Math.imul(ah, bh) + (t >>> 16) + (u >>> 16)) >>> 0;
}

/**
 * Philox4x32-10: four random words from a counter of four words and a key of two.
 * J. K. Salmon et al., "Parallel random numbers: as easy as 1, 2, 3" (2011), doi:10.1145/2063384.2063405.
 *
 * @param out receives the four words at `offset`, as signed 32-bit integers
 */
export function philox(
  k0: number,
  k1: number,
  c0: number,
  c1: number,
  c2: number,
  c3: number,
  out: Int32Array,
  offset = 0,
): void {
  for (let round = 0; round < 10; round++) {
    const h0 = multiplyHigh(c0, 0xd2511f53);
    const l0 = Math.imul(c0, 0xd2511f53);
    const h1 = multiplyHigh(c2, 0xcd9e8d57);
    const l1 = Math.imul(c2, 0xcd9e8d57);
    c0 = h1 ^ c1 ^ k0;
    c1 = l1;
    c2 = h0 ^ c3 ^ k1;
    c3 = l0;
    k0 = (k0 + 0x9e3779b9) | 0;
    k1 = (k1 + 0xbb67ae85) | 0;
  }
  out[offset] = c0;
  out[offset + 1] = c1;
  out[offset + 2] = c2;
  out[offset + 3] = c3;
}
