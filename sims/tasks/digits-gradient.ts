import { wasmBackend } from "../../mnist/backends/wasm-backend.ts";
import { type LossGradient, lossGradient } from "../../mnist/gradient.ts";
import type { Network, NetworkSpec } from "../../mnist/networks/network.ts";
import { networkOf } from "../../mnist/networks/network-of.ts";
import { examplesOf, type Shard } from "../../mnist/score-matching.ts";

export interface GradientInput {
  readonly spec: NetworkSpec;
  readonly weights: Float32Array;
  readonly shard: Shard;
}

const built = new Map<string, Network>();

/** Loss and gradient of one shard of a training batch. */
export async function digitsGradient({ spec, weights, shard }: GradientInput): Promise<LossGradient> {
  const key = JSON.stringify(spec);
  const known = built.get(key) ?? networkOf(spec);
  built.set(key, known);
  return lossGradient(await wasmBackend(), known, weights, examplesOf(shard));
}
