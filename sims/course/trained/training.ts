import { z } from "zod";
import { UsageError } from "../../../src/index.ts";
import type { Context } from "../../simulation.ts";
import { trainingRun } from "../../training-run.ts";

/** A training that has made a step knows all of its numbers. */
const begun = trainingRun.extend({
  numbers: trainingRun.shape.numbers.unwrap().omit({ validation: true }).required(),
});
const row = z.object({ step: z.int().min(1), images: z.int().min(1), loss: z.number(), seconds: z.number() });

/** A training as its folder has it: run.json, metrics.jsonl, weights.safetensors. */
export interface Training {
  /** "done", or why it has not come to its end. */
  readonly status: string;
  /** What made it. */
  readonly command: string;
  readonly recipe: string;
  readonly parameters: number;
  readonly backend: string;
  /** What it took in all, with looks and savings, as `--minutes` counts; at least that, where it went on with another run. */
  readonly seconds: number;
  /** Mean loss of the steps of each epoch, and their seconds. */
  readonly epochs: readonly { readonly epoch: number; readonly loss: number; readonly seconds: number }[];
  /** Steps of an epoch; undefined where none is finished. */
  readonly perEpoch: number | undefined;
  /** Each step: its number, its images, its loss, and the seconds that training had taken by then. */
  readonly steps: readonly z.infer<typeof row>[];
  /** Path of the weights. */
  readonly weights: string;
}

/** The first epoch took as long as the training had taken after its last step: that step is found by its seconds. */
function stepsOfEpoch([first]: Training["epochs"], steps: Training["steps"]): number | undefined {
  if (first === undefined) return undefined;
  const last = steps.find(({ seconds }) => seconds === first.seconds);
  if (last === undefined) throw new RangeError("the last step of the first epoch is not there");
  return last.step / first.epoch;
}

/**
 * @param flag that named it
 * @throws UsageError where it is no folder of a training
 */
export async function readTraining(context: Context, folder: string, flag: string): Promise<Training> {
  const text = async (name: string): Promise<string> =>
    new TextDecoder().decode(await context.input(`${folder}/${name}`, flag));
  const [run, metrics] = [await text("run.json"), await text("metrics.jsonl")];
  try {
    const { status, command, seconds: all, numbers } = begun.parse(JSON.parse(run));
    const steps = metrics
      .trim()
      .split("\n")
      .map((line) => row.parse(JSON.parse(line)));
    const { "training seconds": ofSteps, ...rest } = numbers;
    const seconds = Math.max(all, ofSteps);
    const perEpoch = stepsOfEpoch(rest.epochs, steps);
    return { status, command, ...rest, seconds, perEpoch, steps, weights: `${folder}/weights.safetensors` };
  } catch {
    const expected = "the folder of a langevin mnist train, with its run.json and metrics.jsonl";
    throw new UsageError({ what: flag, got: folder, expected });
  }
}
