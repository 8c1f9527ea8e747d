import type { Lanes } from "./lanes.ts";

/** Vectors of rows in a block: a block that is far from a particle, as most are, is passed over at once. */
export const blockVectors = 2;
/** Tables of at most this many rows are gone through for all lanes' particles at once, as hardly a row is far from all of them. */
export const mostTogether = 56;
/** Blocks that the bits of a word stand for. */
export const wordBlocks = 32;

/** Four rows or two lie in a vector; the last block is filled up with the last row. */
export function vectorsOf(rows: number, { count }: Lanes) {
  const blocks = Math.ceil(rows / (count * blockVectors));
  return { blocks, rowVectors: Math.ceil(rows / count), paddedVectors: blocks * blockVectors };
}

/**
 * A table is described to a kernel by words: the addresses of its columns, of what loops read of its rows, of the end of the last row and of the
 * last block, of what they read of its blocks, of the end of the blocks' bounds in the scratch; and its length.
 */
export const tableWords = ["columns", "rows", "end", "paddedEnd", "blocks", "boundsEnd", "length"] as const;
/** After the words: how far below the largest l, by its logarithm to base 4, a weight is negligible. */
export const cutoffOffset = 32;
export const tableBytes = 48;

/** The scratch of a loop: what goes from vectors of particles to single ones and back, the l of blocks or rows, words of a bit a block. */
export const scratchWords = ["slots", "bounds", "chosen"] as const;

/** Bytes of the parts of the scratch for the longest table. */
export function scratchBytes(rows: number, lanes: Lanes, slots: number) {
  const { blocks } = vectorsOf(rows, lanes);
  const kept = Math.min(rows, mostTogether);
  return {
    slots: 16 * slots,
    bounds: 16 * Math.max(blocks, kept),
    chosen: 16 * Math.ceil(blocks / wordBlocks),
  };
}
