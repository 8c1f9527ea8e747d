import { writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ndarray from "ndarray";
import { z } from "zod";
import { trainingDigits } from "../../../sims/node/digits-data.ts";
import { npy } from "../../../sims/node/npy.ts";
import { peerEnvironment } from "../peer-environment.ts";
import { besideOthers } from "./beside-others.ts";
import type { Contender, Spent } from "./contender.ts";
import { type Bench, part } from "./part.ts";
import type { QualityOptions } from "./quality-options.ts";
import { timedProgram } from "./timed-program.ts";

const program = fileURLToPath(new URL("./pytorch_quality.py", import.meta.url));

const common = { cpuSeconds: z.number(), versions: z.record(z.string(), z.string()) };
const pace = z.object({ training: z.number(), sampling: z.number() });
const paced = z.object({ ...common, fastest: z.record(z.string(), pace) });
const trained = z.object({ ...common, losses: z.array(z.number()), updates: z.number() });
const sampled = z.object({ ...common, steps: z.number() });

/** What is run instead of all of it to see that it works. */
const quickly = {
  pace: ["--batch", "2", "--together", "2", "--rounds", "1"],
  train: ["--batch", "4", "--epochs", "1", "--updates", "1"],
  sample: ["--steps", "2"],
};
type Program = keyof typeof quickly;

/** Runs a program of the file in the environment of the peers, on all cores. */
function inPytorch({ say }: Bench, { quick }: QualityOptions) {
  const environment = peerEnvironment(process.env, say);
  environment.install(["torch", "numpy"]);
  const threads = String(availableParallelism());
  const own = { OMP_NUM_THREADS: threads, LANGEVIN_BENCH_THREADS: threads };
  const env = { ...process.env, ...own, CUDA_VISIBLE_DEVICES: "", PYTHONDONTWRITEBYTECODE: "1" };
  return async <T>(name: Program, words: readonly string[], shape: z.ZodType<T>) => {
    const all = [program, name, ...words, ...(quick ? quickly[name] : [])];
    const { seconds, said } = await timedProgram(environment.python, all, env);
    return { seconds, ...shape.parse(said) };
  };
}

/** A value made where it is first asked for. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Of what a part took, and its steps at the pace of the fastest, the smaller: a busy machine is no advantage of ours. */
const spent = (took: { seconds: number; cpuSeconds: number }, steps: number, fastest: number): Spent => ({
  seconds: took.seconds,
  cpuSeconds: took.cpuSeconds,
  counted: Math.min(took.seconds, steps * fastest),
});

/** The lecture's notebook in PyTorch, each part in the layout of images in which it is faster. */
export async function pytorchDigits(bench: Bench, options: QualityOptions): Promise<Contender> {
  const { data, quick, count } = options;
  const run = once(() => inPytorch(bench, options));
  const [images, weights, samples] = ["images.npy", "pytorch-weights.pt", "pytorch-samples.npy"].map((name) =>
    join(bench.folder, name),
  );
  const settings = { quick, data };
  const { fastest, others } = await part(bench, "pytorch-pace", settings, async () => {
    const digits = await trainingDigits(data);
    await writeFile(
      images,
      Buffer.concat(npy(ndarray(new Uint8Array(digits.images), [digits.count, 28, 28]))),
    );
    return besideOthers(() => run()("pace", [images], paced));
  });
  const best = (of: keyof z.infer<typeof pace>) =>
    Object.entries(fastest).reduce((a, b) => (b[1][of] < a[1][of] ? b : a));
  const [[layout, { training }], [other, { sampling }]] = [best("training"), best("sampling")];
  const train = () => run()("train", [images, weights, "--layout", layout], trained);
  const later = ["pytorch-samples", "pytorch-judged"];
  const training_ = await part(bench, "pytorch-training", settings, train, later);
  const sample = () => run()("sample", [weights, samples, "--layout", other, "--count", `${count}`], sampled);
  const sampling_ = await part(bench, later[0], { ...settings, count }, sample, later.slice(1));
  const losses = training_.losses.map((loss) => loss.toFixed(4)).join(" ");
  const fast = [training, sampling].map((seconds) => `${(1000 * seconds).toFixed(0)} ms at the fastest`);
  return {
    name: "PyTorch",
    how: [
      `ve, ${training_.updates} updates, ${layout}, ${fast[0]}, losses ${losses}`,
      `${sampling_.steps} steps of a batch, ${other}, ${fast[1]}`,
    ].join("; "),
    training: spent(training_, training_.updates, training),
    sampling: spent(sampling_, sampling_.steps, sampling),
    others,
    samples,
    versions: training_.versions,
  };
}
