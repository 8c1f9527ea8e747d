import { fillUniforms } from "../src/noise/draw.ts";
import { purposes } from "../src/noise/purposes.ts";

/**
 * The order in which an epoch visits the images: by a uniform number of each image's own, so that it is the
 * same whatever the batch size.
 */
export function shuffled(count: number, seed: bigint, epoch: number): Uint32Array {
  const keys = new Float64Array(count);
  fillUniforms(keys, { seed, purpose: purposes.dataOrder, first: 0, width: 1, step: epoch, draw: 0 });
  return Uint32Array.from({ length: count }, (_, k) => k).sort((a, b) => keys[a] - keys[b] || a - b);
}
