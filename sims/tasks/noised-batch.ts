import { lineMixture } from "../course/line-mixture.ts";
import { type Batch, noisedBatch } from "../course/score-matching/estimates.ts";
import type { BatchInput } from "../course/score-matching.ts";

/** Points of a mixture on the line with the noise that was added to them. */
export const noisedBatchTask = ({ components, sigma, samples, seed }: BatchInput): Batch =>
  noisedBatch(lineMixture(components, sigma), samples, seed);
