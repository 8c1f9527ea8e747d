import { type ScoreFit, startOfFit } from "../../../mnist/score-fit.ts";
import type { Fitted } from "../../learned-score/by-network.ts";
import type { FitChunk, FitMoment } from "../../learned-score/fit-chunk.ts";
import type { Context } from "../../simulation.ts";

/** Two modes of weights 0.8 and 0.2 at (5, 5) and (-5, -5), each of width 1. */
export const density = { name: "two-modes" };
/** Of a coordinate. */
const data = { mean: 3, deviation: Math.sqrt(17) };
/** Hardly any noise beside the modes' own width. */
export const least = 0.1;

/** A fit with noise levels from `least` to `most`; with none but that where they are the same. */
export const fitOf = (most: number, updates: number, seed: bigint): ScoreFit => ({
  size: { dimension: 2, width: 64, layers: 2 },
  data,
  least,
  most,
  steps: updates,
  batch: 256,
  rate: 0.005,
  seed,
});

/** Fits a score on fresh samples of the two modes, in one task. */
export async function train(context: Context, label: string, fit: ScoreFit): Promise<Fitted> {
  context.progress(label, 0, fit.steps);
  const input: FitChunk = { fit, density, state: startOfFit(fit), count: fit.steps };
  const { state } = await context.compute<FitMoment>("fitChunk", input, true);
  context.progress(label, fit.steps, fit.steps);
  return { fit, weights: state.average };
}
