import type { BackendChoice } from "../../mnist/backends/backend.ts";
import { loadBackend } from "../../mnist/backends/load-backend.ts";
import { type FitState, fitStep, type ScoreFit } from "../../mnist/score-fit.ts";
import { arraySpace, exactStart } from "../../src/index.ts";
import { closedUnderNoise, densityOf } from "../sampling/density-of.ts";
import type { DensitySpec } from "../sampling/spec.ts";

/** What the perceptrons of a few thousand weights are trained with: npm alone has it. */
export const backend: BackendChoice = { name: "wasm" };

export interface FitChunk {
  readonly fit: ScoreFit;
  readonly density: DensitySpec;
  readonly state: FitState;
  /** How many steps to go on. */
  readonly count: number;
}

/** Where the fit is after some steps, and the mean of their losses. */
export interface FitMoment {
  readonly state: FitState;
  readonly loss: number;
}

/** Some steps of a fit. Each sees exact samples that no other has seen. */
export async function fitChunk({ fit, density: spec, state, count }: FitChunk): Promise<FitMoment> {
  const tf = await loadBackend(backend);
  const density = closedUnderNoise(await densityOf(spec));
  const { batch, seed, size } = fit;
  let sum = 0;
  for (let k = 0; k < count; k++) {
    const space = arraySpace({ particles: batch, dimension: size.dimension, first: state.step * batch });
    sum += await fitStep(tf, fit, state, exactStart(space, seed, density));
  }
  return { state, loss: sum / count };
}
