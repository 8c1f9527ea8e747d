import type { Digits } from "../../mnist/data.ts";
import { decisions } from "../../mnist/decisions.ts";
import { moments } from "../../mnist/frechet-distance.ts";
import { judgeFeatures } from "../../mnist/judge.ts";
import type { Context } from "../simulation.ts";
import { type Distance, distanceBesideReal } from "./distance.ts";
import { type Judging, judgeAll } from "./judging.ts";
import { type Neighbours, neighboursBesideTests } from "./neighbours.ts";
import { type Recognition, recognition } from "./recognition.ts";

/** What is measured of samples. */
export interface Quality {
  readonly distance: Distance;
  readonly recognition: Recognition;
  readonly neighbours: Neighbours;
  /** The share of the test images that the judge reads. */
  readonly accuracy: number;
}

/** Samples with the digits that they were asked to be, as far as that is known. */
export interface Samples {
  /** n x 784 pixels, 0 to 1 */
  readonly images: Float32Array;
  /** n, 0 to 9, or 10 for any */
  readonly labels?: ArrayLike<number>;
}

/** Measures samples by a judge, against the test images and beside the training images. */
export async function qualityOf(
  context: Context,
  judging: Judging,
  { images, labels }: Samples,
  data: { readonly training: Digits; readonly tests: Digits },
  seed: bigint,
): Promise<Quality> {
  const { training, tests } = data;
  context.progress("judging images", 0, 1);
  const real = await judgeAll(context, judging, tests.images);
  const read = decisions(real.logits).digits.filter((digit, k) => digit === tests.labels[k]).length;
  const { features, logits } = await judgeAll(context, judging, images);
  context.progress("judging images", 1, 1);
  const reference = moments(real.features, judgeFeatures);
  return {
    accuracy: read / tests.count,
    recognition: recognition(logits, labels),
    distance: await distanceBesideReal(context, judging, features, reference, training, seed),
    neighbours: await neighboursBesideTests(context, judging, images, training, tests),
  };
}
