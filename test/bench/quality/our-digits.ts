import { join } from "node:path";
import type { Contender, Spent } from "./contender.ts";
import { ourCommand, type Ran } from "./our-command.ts";
import { type Bench, part } from "./part.ts";
import type { QualityOptions } from "./quality-options.ts";

const spent = ({ seconds, cpuSeconds }: Ran): Spent => ({ seconds, cpuSeconds, counted: seconds });

/** The default recipe for some minutes, and digits as it draws them: all of the seconds of both commands count. */
export async function ourDigits(bench: Bench, options: QualityOptions): Promise<Contender> {
  const { minutes, count, data, backend, quick } = options;
  const small = quick ? { channels: 8 } : {};
  const [training, sampling, judging] = ["training", "samples", "judged"].map((of) => `langevin-${of}`);
  const [trainingFolder, samplingFolder] = [training, sampling].map((name) => join(bench.folder, name));
  const train = () => ourCommand("train", trainingFolder, { minutes, data, backend, ...small });
  const trained = await part(bench, training, { quick, minutes, data, backend }, train, [sampling, judging]);
  const weights = join(trainingFolder, "weights.safetensors");
  const sample = () => ourCommand("sample", samplingFolder, { weights, count, backend });
  const drawn = await part(bench, sampling, { count, backend }, sample, [judging]);
  const { recipe, steps } = trained.numbers;
  const { solver, steps: intervals, passes, guidance, backend: on } = drawn.numbers;
  return {
    name: "langevin",
    how: `${recipe}, ${steps} updates; ${solver}, ${intervals} steps, w = ${guidance}: ${passes} passes, on ${on}`,
    training: spent(trained),
    sampling: spent(drawn),
    others: 0,
    samples: join(samplingFolder, "samples.npy"),
    versions: { Node: process.versions.node },
  };
}
