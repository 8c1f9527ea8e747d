import { availableParallelism, cpus } from "node:os";
import type { NetworkKind } from "../../../mnist/networks/network.ts";
import { networkOf } from "../../../mnist/networks/network-of.ts";
import { initialWeights } from "../../../mnist/weights.ts";
import { fillNormals, fillUniforms } from "../../../src/noise/draw.ts";
import { type PeerEnvironment, peerEnvironment } from "../peer-environment.ts";
import type { Skipped } from "../row.ts";
import { compareTraining, type TrainingRow } from "./compare-training.ts";
import { ourTrainer } from "./our-trainer.ts";
import { layouts, pytorchTrainer } from "./pytorch-trainer.ts";
import type { Job, Trainer } from "./trainer.ts";
import { trainingGates } from "./training-gates.ts";
import type { TrainingOptions } from "./training-options.ts";
import type { TrainingFindings } from "./training-report.ts";

const whole = { count: 9, steps: 8, pause: 0.2 };
const short = { count: 1, steps: 1, pause: 0 };

type Say = (line: string) => void;

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** A batch of noise: what a step costs does not depend on it. Weights that start as zero do not stay so here. */
function jobOf({ name, size }: NetworkKind, batch: number): Job {
  const spec = { name, size };
  const network = networkOf(spec);
  const draw = (fill: typeof fillNormals | typeof fillUniforms, n: number, draw: number): Float32Array => {
    const out = new Float64Array(n);
    fill(out, { seed: 8n, purpose: 2, first: 0, width: n, step: 0, draw });
    return Float32Array.from(out);
  };
  const weights = initialWeights(network.parameters, 8n);
  const stir = draw(fillNormals, weights.length, 0);
  const examples = {
    inputs: draw(fillNormals, batch * 784, 1),
    noise: draw(fillUniforms, batch, 2),
    labels: Float32Array.from({ length: batch }, (_, k) => k % 11),
    targets: draw(fillNormals, batch * 784, 3),
  };
  return { spec, network, weights: weights.map((w, k) => w + 0.02 * stir[k]), examples, rate: 1e-4 };
}

function environmentOf(skipped: Skipped[], say: Say): PeerEnvironment | undefined {
  try {
    const environment = peerEnvironment(process.env, say);
    environment.install(["torch", "numpy"]);
    return environment;
  } catch (error) {
    skipped.push({ contestant: "PyTorch eager", reason: reasonOf(error) });
    return undefined;
  }
}

/** Runs what was asked for. Progress is said line by line. */
export async function trainingBenchmark(options: TrainingOptions, say: Say): Promise<TrainingFindings> {
  const { peers, only, backend, batch, quick } = options;
  const cores = availableParallelism();
  const skipped: Skipped[] = peers ? [] : [{ contestant: "PyTorch eager", reason: "asked for by --peers" }];
  const environment = peers ? environmentOf(skipped, say) : undefined;
  const versions: Record<string, string> = {};
  const rows: TrainingRow[] = [];
  for (const kind of only) {
    say(`${kind.name}, ${batch} images a step`);
    const job = jobOf(kind, batch);
    const trainers: Trainer[] = [await ourTrainer(job, backend)];
    for (const layout of environment === undefined ? [] : layouts) {
      try {
        trainers.push(await pytorchTrainer(job, layout, environment as PeerEnvironment, cores));
      } catch (error) {
        skipped.push({ problem: kind.name, contestant: `PyTorch eager, ${layout}`, reason: reasonOf(error) });
      }
    }
    try {
      rows.push(...(await compareTraining(kind.name, trainers, quick ? short : whole)));
    } finally {
      for (const trainer of trainers) await trainer.close();
    }
    Object.assign(versions, ...trainers.map((trainer) => trainer.versions));
  }
  const machine = { processor: cpus()[0]?.model ?? process.arch, cores };
  return { machine, versions, batch, rows, gates: trainingGates({ rows, skipped, batch, backend }), skipped };
}
