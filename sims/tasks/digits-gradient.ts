import type { BackendChoice } from "../../mnist/backends/backend.ts";
import { loadBackend } from "../../mnist/backends/load-backend.ts";
import { type LossGradient, lossGradient } from "../../mnist/gradient.ts";
import type { Network, NetworkSpec } from "../../mnist/networks/network.ts";
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

const built = new Map<string, Network>();

/** Loss and gradient of one shard of a training batch. */
export async function digitsGradient(input: GradientInput): Promise<LossGradient> {
  const { backend, recipe, spec, weights, shard } = input;
  const key = JSON.stringify(spec);
  const network = built.get(key) ?? networkOf(spec);
  built.set(key, network);
  const tf = await loadBackend(backend);
  return lossGradient(tf, network, weights, examplesOf(recipeOf(recipe), shard));
}
