import { boxMuller, uniform } from "./box-muller.ts";
import { philox } from "./philox.ts";
import type { Purpose } from "./purposes.ts";

/** Where in the noise a particles x width array lies. */
export interface Address {
  /** 64 bits, the key */
  readonly seed: bigint;
  readonly purpose: Purpose;
  /** Number of the particle in row 0, up to 2^40. */
  readonly first: number;
  /** Components a particle. */
  readonly width: number;
  /** Up to 2^40: the interval's number, or a node of a Brownian tree. */
  readonly step: number;
  /** Further draws of the same step. */
  readonly draw: number;
}

const HIGH = 2 ** -32;
const words = new Int32Array(4);
const pair = new Float64Array(2);

/**
 * The counter of an address holds particle 40 bits, step 40, block 40, purpose 8: words 0 to 2 are the low 32
 * bits of the first three, and word 3 packs their high bytes, lowest first, below the purpose.
 * `visit` sees each block of each particle once its four words are there.
 */
function eachBlock(
  out: Float64Array,
  { seed, purpose, first, width, step, draw }: Address,
  visit: (offset: number, end: number) => void,
): void {
  const k0 = Number(seed & 0xffffffffn) | 0;
  const k1 = Number((seed >> 32n) & 0xffffffffn) | 0;
  const blocks = Math.ceil(width / 4);
  const rest = (Math.floor(step * HIGH) << 8) | (purpose << 24);
  for (let row = 0, offset = 0; offset < out.length; row++, offset += width) {
    const particle = first + row;
    for (let b = 0; b < blocks; b++) {
      const block = draw * blocks + b;
      const top = rest | Math.floor(particle * HIGH) | (Math.floor(block * HIGH) << 16);
      philox(k0, k1, particle | 0, step | 0, block | 0, top, words);
      visit(offset + 4 * b, offset + Math.min(width, 4 * b + 4));
    }
  }
}

/** Fills a row-major particles x width array with independent N(0, 1) times `scale`. */
export function fillNormals(out: Float64Array, address: Address, scale = 1): void {
  eachBlock(out, address, (offset, end) => {
    for (let j = 0; offset + j < end; j += 2) {
      boxMuller(words[j], words[j + 1], pair);
      out[offset + j] = scale * pair[0];
      if (offset + j + 1 < end) out[offset + j + 1] = scale * pair[1];
    }
  });
}

/** Fills a row-major particles x width array with independent uniforms in (0, 1), exact in float32. */
export function fillUniforms(out: Float64Array, address: Address): void {
  eachBlock(out, address, (offset, end) => {
    for (let j = 0; offset + j < end; j++) out[offset + j] = uniform(words[j]);
  });
}
