import type { Digits } from "../../mnist/data.ts";
import { frechetFrom, type Moments, moments } from "../../mnist/frechet-distance.ts";
import type { Replicates } from "../../mnist/frechet-replicates.ts";
import { shuffled } from "../../mnist/shuffled.ts";
import { takeImages } from "../../mnist/take-images.ts";
import { inParts } from "../in-parts.ts";
import type { Context } from "../simulation.ts";
import { type Judging, judgeAll } from "./judging.ts";

/** A Frechet distance to the test images. */
export interface Distance {
  readonly value: number;
  /** Its standard error by the bootstrap. */
  readonly error: number;
  /** Of 95 %: value +- 1.96 errors. */
  readonly interval: readonly [low: number, high: number];
  /** Mean and standard deviation of the distances that draws of as many training images have. */
  readonly real: { readonly mean: number; readonly deviation: number; readonly draws: number };
}

/** Replicates of the bootstrap, and draws of training images. */
const [replicates, draws] = [100, 5];
const features = 128;

const mean = (x: ArrayLike<number>): number => Array.from(x).reduce((sum, v) => sum + v, 0) / x.length;
const deviation = (x: ArrayLike<number>): number => {
  const m = mean(x);
  return Math.sqrt(Array.from(x).reduce((sum, v) => sum + (v - m) ** 2, 0) / (x.length - 1));
};

/** The standard error, a few replicates a task. */
async function bootstrapError(
  context: Context,
  samples: Float32Array,
  reference: Moments,
  seed: bigint,
): Promise<number> {
  const all = new Float64Array(replicates);
  await inParts(replicates, Math.ceil(replicates / context.threads), true, async (first, count) => {
    const input: Replicates = { features: samples, reference, seed, first, count };
    all.set(await context.compute<Float64Array>("frechetReplicates", input, true), first);
  });
  return deviation(all);
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
  const n = samples.length / features;
  const distance = frechetFrom(reference);
  const value = distance(moments(samples, features));
  const error = await bootstrapError(context, samples, reference, seed);
  const real: number[] = [];
  for (let draw = 0; draw < draws; draw++) {
    context.progress("real images of that number", draw, draws);
    const chosen = takeImages(training.images, shuffled(training.count, seed, draw).subarray(0, n));
    const { features: found } = await judgeAll(context, judging, chosen);
    real.push(distance(moments(found, features)));
  }
  context.progress("real images of that number", draws, draws);
  return {
    value,
    error,
    interval: [value - 1.96 * error, value + 1.96 * error],
    real: { mean: mean(real), deviation: deviation(real), draws },
  };
}
