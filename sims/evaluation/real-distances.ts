import type { Digits } from "../../mnist/data.ts";
import { frechetFrom, type Moments, moments } from "../../mnist/frechet-distance.ts";
import { judgeFeatures } from "../../mnist/judge.ts";
import { shuffled } from "../../mnist/shuffled.ts";
import { takeImages } from "../../mnist/take-images.ts";
import type { Context } from "../simulation.ts";
import { type Judging, judgeAll } from "./judging.ts";
import { meanAndDeviation } from "./mean-and-deviation.ts";

/** Mean and standard deviation of the distances that draws of as many training images have. */
export interface RealDistances {
  readonly mean: number;
  readonly deviation: number;
  readonly draws: number;
}

const draws = 5;

/** How far draws of `count` training images are from the test images, whose features have the moments `reference`. */
export async function realDistances(
  context: Context,
  judging: Judging,
  reference: Moments,
  training: Digits,
  count: number,
  seed: bigint,
): Promise<RealDistances> {
  const distance = frechetFrom(reference);
  const real: number[] = [];
  for (let draw = 0; draw < draws; draw++) {
    context.progress("real images of that number", draw, draws);
    const chosen = takeImages(training.images, shuffled(training.count, seed, draw).subarray(0, count));
    const { features } = await judgeAll(context, judging, chosen);
    real.push(distance(moments(features, judgeFeatures)));
  }
  context.progress("real images of that number", draws, draws);
  return { ...meanAndDeviation(real), draws };
}
