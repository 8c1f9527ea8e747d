import { adam, adamState } from "../../../mnist/adam.ts";
import { loadBackend } from "../../../mnist/backends/load-backend.ts";
import { lossGradient } from "../../../mnist/gradient.ts";
import { chooseBackend } from "../../../sims/node/choose-backend.ts";
import type { Job, Trainer } from "./trainer.ts";

/** Our network on a backend of this machine, in this process: loss, gradient, and Adam on flat arrays. */
export async function ourTrainer(
  { network, weights, examples, rate }: Job,
  backend: string,
): Promise<Trainer> {
  const { choice, why } = await chooseBackend(backend);
  const tf = await loadBackend(choice);
  const state = adamState(weights.slice());
  const step = async (): Promise<number> => {
    const { loss, gradient } = await lossGradient(tf, network, state.weights, examples);
    adam(state, gradient, rate);
    return loss;
  };
  return {
    name: `langevin on ${backend}`,
    kind: "ours",
    versions: { Node: process.versions.node, [backend]: why },
    async steps(count) {
      const begin = performance.now();
      const losses: number[] = [];
      for (let k = 0; k < count; k++) losses.push(await step());
      return { seconds: (performance.now() - begin) / 1000, losses };
    },
    close: async () => {},
  };
}
