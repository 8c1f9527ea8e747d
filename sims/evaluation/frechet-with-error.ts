import { frechetFrom, type Moments, moments } from "../../mnist/frechet-distance.ts";
import type { Replicates } from "../../mnist/frechet-replicates.ts";
import { judgeFeatures } from "../../mnist/judge.ts";
import { inParts } from "../in-parts.ts";
import type { Context } from "../simulation.ts";
import { meanAndDeviation } from "./mean-and-deviation.ts";

/** A Frechet distance to the test images. */
export interface FrechetDistance {
  readonly value: number;
  /** Its standard error by the bootstrap. */
  readonly error: number;
  /** Of 95 %: value +- 1.96 errors. */
  readonly interval: readonly [low: number, high: number];
}

/** Of the bootstrap. */
const replicates = 100;

/**
 * The Frechet distance of samples, its error by the bootstrap, a few replicates a task.
 *
 * @param samples features of n images, n x 128
 * @param reference of the test images' features
 */
export async function frechetWithError(
  context: Context,
  samples: Float32Array,
  reference: Moments,
  seed: bigint,
): Promise<FrechetDistance> {
  const value = frechetFrom(reference)(moments(samples, judgeFeatures));
  const all = new Float64Array(replicates);
  await inParts(replicates, Math.ceil(replicates / context.threads), true, async (first, count) => {
    const input: Replicates = { features: samples, reference, seed, first, count };
    all.set(await context.compute<Float64Array>("frechetReplicates", input, true), first);
  });
  const { deviation: error } = meanAndDeviation(all);
  return { value, error, interval: [value - 1.96 * error, value + 1.96 * error] };
}
