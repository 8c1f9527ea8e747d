import { blocksOf } from "../wasm/draw-blocks.ts";
import type { WgslProgram } from "./compile-wgsl.ts";

const HIGH = 2 ** -32;

/**
 * Rows of a task's table as a kernel reads them. For each block of random numbers the words 1 to 3 of its counter, but for the
 * particle's high byte; then the columns.
 */
export function rowWords(
  { code, table }: WgslProgram["tasks"][number],
  begin: number,
  rows: number,
): Uint32Array<ArrayBuffer> {
  const words = new Uint32Array(rows * code.rowWords);
  const numbers = new Float32Array(words.buffer);
  const { columns, values, addresses, address } = table;
  for (let r = 0; r < rows; r++) {
    let at = r * code.rowWords;
    const own = (begin + r) * addresses;
    const step = address[own];
    for (const { purpose, width, number } of code.draws) {
      const blocks = blocksOf({ width });
      const draw = number === undefined ? 0 : address[own + 1 + number];
      for (let b = 0; b < blocks; b++) {
        const block = draw * blocks + b;
        words[at++] = step;
        words[at++] = block;
        words[at++] = ((step * HIGH) << 8) | ((block * HIGH) << 16) | (purpose << 24);
      }
    }
    numbers.set(values.subarray((begin + r) * columns, (begin + r + 1) * columns), at);
  }
  return words;
}
