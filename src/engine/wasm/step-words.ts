import { multiplyHigh } from "../../noise/philox.ts";
import type { Purpose } from "../../noise/purposes.ts";

/** Where a block of four words lies, but for the particle; see `Address`. */
export interface Block {
  readonly seed: bigint;
  readonly purpose: Purpose;
  readonly step: number;
  /** draw * ceil(width / 4) + the block's number in the row */
  readonly block: number;
}

const HIGH = 2 ** -32;

/**
 * What the particles of a block have in common: four words, a row of the table of a run. They are what
 * Philox's first two rounds make of step, block, purpose and key, and stand in for them.
 *
 * @param out receives the words at `offset`
 */
export function stepWords({ seed, purpose, step, block }: Block, out: Int32Array, offset = 0): void {
  const k0 = Number(seed & 0xffffffffn);
  const k1 = Number((seed >> 32n) & 0xffffffffn);
  const high = ((step * HIGH) << 8) | ((block * HIGH) << 16) | (purpose << 24);
  const c0 = multiplyHigh(block | 0, 0xcd9e8d57) ^ step ^ k0;
  out[offset] = high ^ k1;
  out[offset + 1] = Math.imul(block, 0xcd9e8d57) ^ (k0 + 0x9e3779b9);
  out[offset + 2] = multiplyHigh(c0, 0xd2511f53) ^ (k1 + 0xbb67ae85);
  out[offset + 3] = Math.imul(c0, 0xd2511f53);
}
