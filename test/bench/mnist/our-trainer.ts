import { availableParallelism } from "node:os";
import { adam, adamState } from "../../../mnist/adam.ts";
import type { Examples } from "../../../mnist/gradient.ts";
import type { LossGradient } from "../../../mnist/gradient-of.ts";
import { meanGradient } from "../../../mnist/mean-gradient.ts";
import { chooseBackend } from "../../../sims/node/choose-backend.ts";
import { pool } from "../../../sims/node/pool.ts";
import { trainingShard } from "../../../sims/node/training-shard.ts";
import type { ShardInput } from "./tasks.ts";
import type { Job, Trainer } from "./trainer.ts";

/** Cut as `mnist train` cuts a batch. */
function cut({ inputs, noise, labels, targets }: Examples, size: number): Examples[] {
  const width = inputs.length / noise.length;
  return Array.from({ length: Math.ceil(noise.length / size) }, (_, k) => {
    const [first, end] = [k * size, (k + 1) * size];
    return {
      inputs: inputs.slice(first * width, end * width),
      noise: noise.slice(first, end),
      labels: labels.slice(first, end),
      targets: targets.slice(first * width, end * width),
    };
  });
}

/** Our network on a backend of this machine, as `mnist train` has it: shards on the workers, Adam on flat arrays. */
export async function ourTrainer({ spec, weights, examples, rate }: Job, asked: string): Promise<Trainer> {
  const chosen = await chooseBackend(asked);
  const { backend, why } = chosen;
  const threads = availableParallelism();
  const shards = cut(examples, trainingShard(chosen, examples.noise.length, threads));
  const workers = pool({ threads, tasks: new URL("./tasks.ts", import.meta.url).href });
  const state = adamState(weights.slice());
  const gradientOf = (examples: Examples): Promise<unknown> => {
    const input: ShardInput = { backend, spec, weights: state.weights, examples };
    return workers.run("shardGradient", input);
  };
  const step = async (): Promise<number> => {
    const parts = (await Promise.all(shards.map(gradientOf))) as LossGradient[];
    const sizes = shards.map(({ noise }) => noise.length);
    const { loss, gradient } = meanGradient(sizes, parts);
    adam(state, gradient, rate);
    return loss;
  };
  return {
    name: `langevin on ${asked}`,
    kind: "ours",
    versions: { Node: process.versions.node, [asked]: why },
    async steps(count) {
      const begin = performance.now();
      const losses: number[] = [];
      for (let k = 0; k < count; k++) losses.push(await step());
      return { seconds: (performance.now() - begin) / 1000, losses };
    },
    close: () => workers.close(),
  };
}
