import type { Digits } from "./data.ts";
import type { Shard } from "./score-matching.ts";
import { takeImages } from "./take-images.ts";

/** The images of these numbers, with what their noise is addressed by. */
export const shardOf = (
  { images, labels }: Digits,
  indices: Uint32Array,
  seed: bigint,
  step: number,
): Shard => ({
  seed,
  step,
  indices,
  images: takeImages(images, indices),
  labels: Uint8Array.from(indices, (n) => labels[n]),
});
