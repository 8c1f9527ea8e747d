import type { BackendChoice } from "../../mnist/backends/backend.ts";
import { loadBackend } from "../../mnist/backends/load-backend.ts";
import { lossGradient } from "../../mnist/gradient.ts";
import type { LossGradient } from "../../mnist/gradient-of.ts";
import type { NetworkSpec } from "../../mnist/networks/network.ts";
import { networkOf } from "../../mnist/networks/network-of.ts";
import { recipeOf } from "../../mnist/recipes/recipe-of.ts";
import { examplesOf, type Shard } from "../../mnist/score-matching.ts";

export interface GradientInput {
  readonly backend: BackendChoice;
  /** Name of the recipe. */
  readonly recipe: string;
  readonly spec: NetworkSpec;
  readonly weights: Float32Array;
  readonly shard: Shard;
}

/** Loss and gradient of one shard of a training batch. */
export async function digitsGradient(input: GradientInput): Promise<LossGradient> {
  const { backend, recipe, spec, weights, shard } = input;
  const tf = await loadBackend(backend);
  return lossGradient(tf, networkOf(spec), weights, examplesOf(recipeOf(recipe), shard));
}
