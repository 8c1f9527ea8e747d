import { wasmBackend } from "../../mnist/backend.ts";
import { type LossGradient, lossGradient } from "../../mnist/gradient.ts";
import { type Network, type NetworkSize, network } from "../../mnist/network.ts";
import { examplesOf, type Shard } from "../../mnist/score-matching.ts";

export interface GradientInput {
  readonly size: NetworkSize;
  readonly weights: Float32Array;
  readonly shard: Shard;
}

const built = new Map<string, Network>();

/** Loss and gradient of one shard of a training batch. */
export async function digitsGradient({ size, weights, shard }: GradientInput): Promise<LossGradient> {
  const key = JSON.stringify(size);
  const known = built.get(key) ?? network(size);
  built.set(key, known);
  return lossGradient(await wasmBackend(), known, weights, examplesOf(shard));
}
