import { type Digits, pixels } from "../../mnist/data.ts";
import type { Nearest } from "../../mnist/nearest-images.ts";
import { inParts } from "../in-parts.ts";
import type { Context } from "../simulation.ts";
import type { NearestInput } from "../tasks/nearest-images.ts";
import type { Judging } from "./judging.ts";

/** How near samples come to the training images, beside test images, none of which is one of them. */
export interface Neighbours extends Nearest {
  /** Samples that were looked at, the first ones, and as many test images. */
  readonly count: number;
  readonly median: number;
  readonly medianOfTests: number;
  /** The share of samples nearer to a training image than 99 % of the test images are: 0.01 where nothing is copied. */
  readonly close: number;
}

/** Samples that are looked at, at most: each is compared with every training image. */
const most = 1000;
/** Training images that a worker compares with at a time. */
const block = 15_000;

const quantile = (values: Float64Array, p: number): number => {
  const sorted = values.toSorted();
  const at = p * (sorted.length - 1);
  const low = Math.floor(at);
  return sorted[low] + (at - low) * (sorted[Math.min(low + 1, sorted.length - 1)] - sorted[low]);
};

async function nearest(
  context: Context,
  { backend, gpu }: Judging,
  images: Float32Array,
  { count, images: others }: Digits,
): Promise<Nearest> {
  const n = images.length / pixels;
  const found = { distances: new Float64Array(n).fill(Infinity), indices: new Uint32Array(n) };
  await inParts(count, block, !gpu, async (first, size) => {
    const part = others.slice(first * pixels, (first + size) * pixels);
    const input: NearestInput = { backend, images, others: part };
    const { distances, indices } = await context.compute<Nearest>("nearestImages", input, true);
    for (let k = 0; k < n; k++) {
      const index = first + indices[k];
      // of two as near the first one, whichever part ends first
      const nearer = distances[k] - found.distances[k] || index - found.indices[k];
      if (nearer >= 0) continue;
      found.distances[k] = distances[k];
      found.indices[k] = index;
    }
  });
  return found;
}

/**
 * The nearest training image to each of the first samples.
 *
 * @param samples n x 784 pixels, 0 to 1
 */
export async function neighboursBesideTests(
  context: Context,
  judging: Judging,
  samples: Float32Array,
  training: Digits,
  tests: Digits,
): Promise<Neighbours> {
  const count = Math.min(most, samples.length / pixels, tests.count);
  context.progress("nearest training images", 0, 2);
  const found = await nearest(context, judging, samples.slice(0, count * pixels), training);
  context.progress("nearest training images", 1, 2);
  const real = Float32Array.from(tests.images.subarray(0, count * pixels), (p) => p / 255);
  const { distances } = await nearest(context, judging, real, training);
  context.progress("nearest training images", 2, 2);
  const near = quantile(distances, 0.01);
  return {
    ...found,
    count,
    median: quantile(found.distances, 0.5),
    medianOfTests: quantile(distances, 0.5),
    close: found.distances.filter((d) => d < near).length / count,
  };
}
