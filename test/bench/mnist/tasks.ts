import type { BackendChoice } from "../../../mnist/backends/backend.ts";
import { loadBackend } from "../../../mnist/backends/load-backend.ts";
import { type Examples, lossGradient } from "../../../mnist/gradient.ts";
import type { LossGradient } from "../../../mnist/gradient-of.ts";
import type { NetworkSpec } from "../../../mnist/networks/network.ts";
import { networkOf } from "../../../mnist/networks/network-of.ts";

export interface ShardInput {
  readonly backend: BackendChoice;
  readonly spec: NetworkSpec;
  readonly weights: Float32Array;
  readonly examples: Examples;
}

/** What a worker of a training benchmark does: the gradient of a shard, as `mnist train` has it computed. */
export const tasks = {
  async shardGradient({ backend, spec, weights, examples }: ShardInput): Promise<LossGradient> {
    return lossGradient(await loadBackend(backend), networkOf(spec), weights, examples);
  },
};
