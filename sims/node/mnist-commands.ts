import type { Simulation } from "../simulation.ts";
import { asked } from "./asked.ts";
import { command } from "./complain.ts";
import { execute } from "./execute.ts";
import { parts } from "./parts.ts";
import { resumedWords } from "./resumed-words.ts";
import { runSimulation, runSwept } from "./run.ts";
import { typed } from "./typed.ts";

/** `langevin mnist NAME [flags]`; tensors are loaded only here, and only what the command needs. */
const mnist =
  (name: string, load: () => Promise<Simulation>, sweeps = false) =>
  (flags: readonly string[]): Promise<number> =>
    command(async () =>
      (sweeps ? runSwept : runSimulation)(await load(), `langevin mnist ${name}`, flags, parts),
    );

/** `langevin mnist train [flags]`; with --resume the flags are those of that run, and what is typed besides. */
export const train = (flags: readonly string[]): Promise<number> =>
  command(async () => {
    const { mnistTrain } = await import("./mnist-train.ts");
    const usage = "langevin mnist train";
    const request = asked(mnistTrain, usage, await resumedWords(flags));
    return request === undefined ? 0 : execute({ ...request, command: typed(usage, flags) }, parts);
  });
export const sample = mnist("sample", async () => (await import("./mnist-sample.ts")).mnistSample);
export const classifier = mnist(
  "classifier",
  async () => (await import("./mnist-classifier.ts")).mnistClassifier,
);
export const judge = mnist("judge", async () => (await import("./mnist-judge.ts")).mnistJudge);
export const evaluate = mnist(
  "evaluate",
  async () => (await import("./mnist-evaluate.ts")).mnistEvaluate,
  true,
);
export const solvers = mnist("solvers", async () => (await import("./mnist-solvers.ts")).mnistSolvers);
