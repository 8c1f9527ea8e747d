import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { PeerEnvironment } from "../peer-environment.ts";
import { peerProcess } from "../peer-process.ts";
import type { Job, Trainer } from "./trainer.ts";

const program = fileURLToPath(new URL("./pytorch_training.py", import.meta.url));
const ready = z.object({ versions: z.record(z.string(), z.string()) });
const answer = z.object({ seconds: z.number(), losses: z.array(z.number()) });

/** Longest that a few steps may take. */
const patience = 300;

const base64 = ({ buffer, byteOffset, byteLength }: Float32Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString("base64");

/** The two layouts of images that PyTorch knows. */
export const layouts = ["channels first", "channels last"] as const;

/** The same network in eager PyTorch on the CPU, in a process of its own. */
export async function pytorchTrainer(
  { spec, network, weights, examples, rate }: Job,
  layout: (typeof layouts)[number],
  environment: PeerEnvironment,
  threads: number,
): Promise<Trainer> {
  const env = {
    ...process.env,
    ...{ OMP_NUM_THREADS: String(threads), LANGEVIN_BENCH_THREADS: String(threads) },
    ...{ CUDA_VISIBLE_DEVICES: "", PYTHONDONTWRITEBYTECODE: "1" },
  };
  const running = peerProcess(environment.python, [program], env, patience);
  const { inputs, noise, labels, targets } = examples;
  const arrays = Object.entries({ weights, inputs, noise, labels, targets });
  const job = {
    ...{ network: spec.name, layout, batch: noise.length, rate },
    parameters: network.parameters.map(({ name, shape }) => ({ name, shape })),
    ...Object.fromEntries(arrays.map(([name, values]) => [name, base64(values)])),
  };
  const { versions } = ready.parse(await running.ask(job));
  return {
    name: `PyTorch eager, ${layout}`,
    kind: "peer",
    versions,
    steps: async (count) => answer.parse(await running.ask({ steps: count })),
    close: () => running.close(),
  };
}
