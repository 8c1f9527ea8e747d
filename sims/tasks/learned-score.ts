import { byNetwork, type Fitted } from "../learned-score/by-network.ts";
import { exactFloor, type Floor } from "../learned-score/exact-floor.ts";
import { type FitChunk, type FitMoment, fitChunk } from "../learned-score/fit-chunk.ts";
import { type LearnedLangevinInput, learnedLangevin } from "../learned-score/learned-langevin.ts";
import { type LearnedSamplesInput, learnedSamples } from "../learned-score/learned-samples.ts";
import { type ScoreErrors, type ScoreErrorsInput, scoreErrors } from "../learned-score/score-errors.ts";
import { closedUnderNoise, densityOf } from "../sampling/density-of.ts";
import type { DensitySpec } from "../sampling/spec.ts";

/** Some steps of a fit. */
export const fitChunkTask = (chunk: FitChunk): Promise<FitMoment> => fitChunk(chunk);

/** Loss, floor and error at a noise level. */
export const scoreErrorsTask = (input: ScoreErrorsInput): Promise<ScoreErrors> => scoreErrors(input);

/** The ends of a block of particles. */
export const learnedSamplesTask = (input: LearnedSamplesInput): Promise<Float64Array> =>
  learnedSamples(input);

/** The same of Langevin dynamics. */
export const learnedLangevinTask = (input: LearnedLangevinInput): Promise<Float64Array> =>
  learnedLangevin(input);

export interface FloorInput {
  readonly density: DensitySpec;
  readonly sigma: number;
}

/** The floor of the loss at a noise level, in the plane. */
export const exactFloorTask = async ({ density, sigma }: FloorInput): Promise<Floor> => {
  const kernels = "points" in density ? density.points.length / density.dimension : 1;
  return exactFloor(closedUnderNoise(await densityOf(density)), sigma, kernels);
};

export interface ScoreAtInput extends Fitted {
  readonly sigma: number;
  /** n x d */
  readonly points: Float64Array;
}

/** The learned score at points. */
export const scoreAtTask = ({ sigma, points, ...fitted }: ScoreAtInput): Promise<Float64Array> =>
  byNetwork(fitted, points, 0, (space, { score }, x) => score(sigma, x, space.scratch()));
