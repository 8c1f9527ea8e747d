import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { checkWish } from "../../mnist/check-wish.ts";
import { pixels } from "../../mnist/data.ts";
import { decodeNoisyClassifier } from "../../mnist/noisy-classifier-file.ts";
import { type Sampling, samplingOf } from "../../mnist/sampling-of.ts";
import { noLabel } from "../../mnist/score-matching.ts";
import { decodeNetwork, type TrainedNetwork } from "../../mnist/weights-file.ts";
import { UsageError } from "../../src/index.ts";
import type { Context } from "../simulation.ts";
import { type ChosenBackend, chooseBackend } from "./choose-backend.ts";
import { type DrawingFlags, how } from "./drawing-flags.ts";
import { packageRoot } from "./package-root.ts";
import { weightsFile } from "./weights-file.ts";

/** All that decides which digits are drawn, read and checked. */
export interface Drawing extends ChosenBackend {
  /** The weights file, and what messages call it. */
  readonly weights: Uint8Array;
  readonly file: string;
  readonly trained: TrainedNetwork;
  readonly sampling: Sampling;
  readonly guidance: number;
  /** Weights of the classifier that guides, where one does. */
  readonly classifier?: Float32Array;
  /** One a digit, 0 to 9, or 10 for any. */
  readonly labels: readonly number[];
  readonly seed: bigint;
}

/** The label of each of `count` digits. */
function labelsOf(asked: DrawingFlags, count: number, { recipe }: TrainedNetwork): number[] {
  const free = recipe.labels === "none" && asked.guide !== "classifier";
  const text = asked.label ?? (free ? "any" : "all");
  if (text === "any" && asked.guide === "classifier") {
    throw new UsageError({
      what: "--label",
      got: "any",
      expected: "digits for the classifier to guide towards",
    });
  }
  const turn =
    text === "any" ? [noLabel] : text === "all" ? [...Array(10).keys()] : text.split(",").map(Number);
  return Array.from({ length: count }, (_, k) => turn[k % turn.length]);
}

/** Copies of all images that a run holds at the same time, in float32. */
const copies = 3;
/** Share of the machine's memory that they may take. */
const share = 0.7;

function checkMemory(count: number, memory: number): void {
  const bytes = 4 * copies * pixels * count;
  if (bytes <= share * memory) return;
  const gigabytes = (n: number): string => `${(n / 1e9).toPrecision(3)} GB`;
  throw new UsageError({
    what: "--count",
    got: `${count} digits, which take ${gigabytes(bytes)}`,
    expected: `at most ${gigabytes(share * memory)}, as this machine has ${gigabytes(memory)}`,
    advice: "Draw fewer, several times, with another --seed.",
  });
}

const shipped = "digits.safetensors";
const shippedClassifier = "noisy-classifier.safetensors";

const fromPackage = (name: string): Promise<Uint8Array> =>
  readFile(join(packageRoot(), "mnist", "weights", name));

/** The weights of the classifier that guides, where one shall. */
async function classifierOf({ guide, classifier: file }: DrawingFlags, context: Context) {
  if (guide !== "classifier") {
    if (file === undefined) return undefined;
    const expected = "no classifier, or --guide classifier";
    throw new UsageError({ what: "--classifier", got: `${file} without --guide classifier`, expected });
  }
  const bytes =
    file === undefined ? await fromPackage(shippedClassifier) : await context.input(file, "--classifier");
  return decodeNoisyClassifier(bytes, file ?? shippedClassifier);
}

/** w, which is 0 where no digit is asked for: then there is nothing that it could strengthen. */
function guidanceOf(
  asked: DrawingFlags,
  { recipe }: TrainedNetwork,
  labels: readonly number[],
  context: Context,
): number {
  const w = asked.guidance ?? recipe.sampling.guidance;
  if (typeof recipe.labels === "string" || labels.some((label) => label !== noLabel)) return w;
  if (asked.guidance) context.say(`--guidance ${w} has no effect where no digit is asked for.`);
  return 0;
}

/**
 * Reads what `drawingFlags` were given, for `count` digits, or as many as the recipe's page has.
 *
 * @throws UsageError where the weights are not those of a network, or what is asked for is not what it can do
 * @throws MissingPartError where the backend is not there
 */
export async function readDrawing(
  asked: DrawingFlags & { readonly count?: number | undefined },
  context: Context,
): Promise<Drawing> {
  const own = asked.weights === undefined ? undefined : await weightsFile(asked.weights);
  const file = own ?? shipped;
  const weights = own === undefined ? await fromPackage(shipped) : await context.input(own, "--weights");
  const trained = decodeNetwork(weights, file);
  const { recipe } = trained;
  const plan = recipe.sampling;
  const count = asked.count ?? plan.rows * plan.columns;
  checkMemory(count, context.memory);
  const solver = asked.solver ?? plan.solver;
  const set = solver === plan.solver ? { ...plan.settings, ...asked.set } : asked.set;
  const { settings } = how.read({ solver, set });
  const labels = labelsOf(asked, count, trained);
  const classifier = await classifierOf(asked, context);
  const guidance = guidanceOf(asked, trained, labels, context);
  checkWish(recipe, new Set(labels), guidance, classifier !== undefined);
  const machine = await chooseBackend(asked.backend);
  const sampling = samplingOf(recipe, { solver, settings, steps: asked.steps, spacing: asked.grid });
  const guided = { guidance, ...(classifier !== undefined && { classifier }) };
  return { ...machine, weights, file, trained, sampling, ...guided, labels, seed: asked.seed };
}
