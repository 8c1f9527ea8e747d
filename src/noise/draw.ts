import { type Address, checkAddress } from "./address.ts";
import { boxMuller, uniform } from "./box-muller.ts";
import { philox } from "./philox.ts";

const HIGH = 2 ** -32;
/** Blocks whose words are made at a time. */
const CHUNK = 512;
const words = new Int32Array(4 * CHUNK);
const pair = new Float64Array(2);

/**
 * Writes the words of `count` successive blocks, the first of which is number `start` of the whole array.
 * A counter holds particle 40 bits, step 40, block 40, purpose 8: words 0 to 2 are the low 32 bits of the
 * first three, and word 3 packs their high bytes, lowest first, below the purpose.
 */
function fillWords(address: Address, blocks: number, start: number, count: number): void {
  const { seed, purpose, first, step, draw } = address;
  const k0 = Number(seed & 0xffffffffn) | 0;
  const k1 = Number((seed >> 32n) & 0xffffffffn) | 0;
  const rest = ((step * HIGH) << 8) | (purpose << 24);
  let row = Math.floor(start / blocks);
  let b = start - row * blocks;
  for (let i = 0; i < count; i++) {
    const particle = first + row;
    const block = draw * blocks + b;
    const high = rest | (particle * HIGH) | ((block * HIGH) << 16);
    philox(k0, k1, particle | 0, step | 0, block | 0, high, words, 4 * i);
    if (++b === blocks) {
      b = 0;
      row++;
    }
  }
}

/** Walks a particles x width array block by block: `visit` is told where a run of words belongs. */
function eachChunk(
  out: Float64Array,
  address: Address,
  visit: (start: number, count: number, blocks: number) => void,
): void {
  checkAddress(address, out.length);
  const blocks = Math.ceil(address.width / 4);
  const total = (out.length / address.width) * blocks;
  for (let start = 0; start < total; start += CHUNK) {
    const count = Math.min(CHUNK, total - start);
    fillWords(address, blocks, start, count);
    visit(start, count, blocks);
  }
}

/** Fills a row-major particles x width array with independent N(0, 1) times `scale`. */
export function fillNormals(out: Float64Array, address: Address, scale = 1): void {
  const { width } = address;
  eachChunk(out, address, (start, count, blocks) => {
    for (let i = 0; i < count; i++) {
      const row = Math.floor((start + i) / blocks);
      const column = 4 * (start + i - row * blocks);
      const offset = row * width + column;
      const end = Math.min(4, width - column);
      for (let j = 0; j < end; j += 2) {
        boxMuller(words[4 * i + j], words[4 * i + j + 1], pair);
        out[offset + j] = scale * pair[0];
        if (j + 1 < end) out[offset + j + 1] = scale * pair[1];
      }
    }
  });
}

/** Fills a row-major particles x width array with independent uniforms in (0, 1), exact in float32. */
export function fillUniforms(out: Float64Array, address: Address): void {
  const { width } = address;
  eachChunk(out, address, (start, count, blocks) => {
    for (let i = 0; i < count; i++) {
      const row = Math.floor((start + i) / blocks);
      const column = 4 * (start + i - row * blocks);
      const end = Math.min(4, width - column);
      for (let j = 0; j < end; j++) out[row * width + column + j] = uniform(words[4 * i + j]);
    }
  });
}
