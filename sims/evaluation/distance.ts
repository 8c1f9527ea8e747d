import type { Digits } from "../../mnist/data.ts";
import type { Moments } from "../../mnist/frechet-distance.ts";
import { judgeFeatures } from "../../mnist/judge.ts";
import type { Context } from "../simulation.ts";
import { type FrechetDistance, frechetWithError } from "./frechet-with-error.ts";
import type { Judging } from "./judging.ts";
import { type RealDistances, realDistances } from "./real-distances.ts";

/** A Frechet distance to the test images, beside those of real images. */
export interface Distance extends FrechetDistance {
  readonly real: RealDistances;
}

/**
 * How far samples are from the test images, beside what as many real images are.
 *
 * @param samples features of n images, n x 128
 * @param reference of the test images' features
 */
export async function distanceBesideReal(
  context: Context,
  judging: Judging,
  samples: Float32Array,
  reference: Moments,
  training: Digits,
  seed: bigint,
): Promise<Distance> {
  const found = await frechetWithError(context, samples, reference, seed);
  const count = samples.length / judgeFeatures;
  return { ...found, real: await realDistances(context, judging, reference, training, count, seed) };
}
