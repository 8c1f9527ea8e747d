import { type Make, responses, varianceOf } from "./impulses.ts";

/** The mean and the variance of a law on the line. */
export interface Law {
  readonly mean: number;
  readonly variance: number;
}

/** The exact law at the grid's end of a run in one dimension that is affine in its start and its noise, without sampling. */
export function endLaw(make: Make, grid: Float64Array, start: Law): Law {
  const run = responses(make, grid, start.mean);
  return { mean: run.mean, variance: varianceOf(run, start.variance) };
}
