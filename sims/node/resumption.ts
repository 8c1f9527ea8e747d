import { join } from "node:path";
import type { Checkpoint } from "../../mnist/checkpoint-file.ts";
import { hasFallen } from "../../mnist/learning-rate.ts";
import type { Recipe } from "../../mnist/recipes/recipe.ts";
import type { TrainingState } from "../../mnist/training-state.ts";
import { UsageError } from "../../src/refusal.ts";
import { type Checkpoints, readCheckpoints } from "./checkpoints.ts";
import type { TrainingAsked } from "./training-asked.ts";
import { checkFacts, type TrainingFacts } from "./training-facts.ts";
import { trainingRecord } from "./training-record.ts";
import { type TrainingSoFar, trainingSoFar } from "./training-so-far.ts";

/** What a training goes on from. */
export interface Resumption extends TrainingSoFar {
  /** undefined to begin again. */
  readonly state?: TrainingState;
  /** Facts, backend, rate, seconds. */
  readonly notes: Readonly<Record<string, string>>;
  /** The last one at the full learning rate, where the next update is at a lower one. */
  readonly beforeFall?: Checkpoint | undefined;
  /** What the user should know. */
  readonly notices: readonly string[];
}

const refuse = (got: string, expected: string, advice?: string): never => {
  throw new UsageError({ what: "--resume", got, expected, advice });
};

/** How many steps there will be if training goes on from this checkpoint; Infinity as long as time decides. */
const stepsFrom = ({ state, notes }: Checkpoint, { steps, minutes }: TrainingAsked): number =>
  minutes !== undefined && notes.minutes === String(minutes) ? state.steps : steps;

/** Whether all steps so far are those of a training of that length. */
function serves({ state }: Checkpoint, steps: number, { recipe }: TrainingAsked): boolean {
  const fallen = (all: number): boolean => hasFallen(recipe.training, state.step, all);
  return state.step <= steps && (steps === state.steps || (!fallen(state.steps) && !fallen(steps)));
}

/** The newest checkpoint that a training of the length asked for can go on from. */
function pick(run: string, { whole, damaged }: Checkpoints, asked: TrainingAsked): Checkpoint | undefined {
  if (whole.length === 0) {
    if (damaged.length > 0)
      refuse(`${damaged.length} damaged checkpoints in ${run}`, "one that is whole", damaged.join(" "));
    return undefined;
  }
  const [newest] = whole;
  const { step } = newest.state;
  const steps = stepsFrom(newest, asked);
  if (step >= steps) {
    const advice =
      "Its weights are there. Ask for more than that with --steps, --epochs or --minutes, or begin anew without --resume.";
    refuse(`${run}, which has made ${step} steps`, `fewer than the ${steps} asked for`, advice);
  }
  const found = whole.find((checkpoint) => serves(checkpoint, stepsFrom(checkpoint, asked), asked));
  const advice = "Its learning rate has fallen to its end already: begin anew without --resume.";
  return found ?? refuse(run, "a checkpoint from before the learning rate fell", advice);
}

/** Of a run that was stopped before its first checkpoint: one that itself went on with another has that one to begin from. */
async function beginning(run: string): Promise<Resumption> {
  const { config, outputs } = await trainingRecord(run);
  if (Object.keys(outputs).some((name) => name.startsWith("checkpoints/"))) {
    const advice = "Put them back, or train anew without --resume.";
    refuse(
      `${run}, whose checkpoints are gone`,
      `those that it had written to ${join(run, "checkpoints")}`,
      advice,
    );
  }
  if (config.resume !== undefined) {
    const advice = `Go on with ${config.resume}, as it did.`;
    refuse(`${run}, stopped before its first checkpoint`, "a run with one", advice);
  }
  const notices = [`${run} was stopped before its first checkpoint: beginning again, from step 0.`];
  return { notes: {}, rows: [], validations: [], pictures: new Map(), notices };
}

/** The newest checkpoint, up to this step, of which no update was made at a falling rate. */
const lastFull = ({ whole }: Checkpoints, { training }: Recipe, step: number): Checkpoint | undefined =>
  whole.find(({ state }) => state.step <= step && !hasFallen(training, state.step, state.steps));

/**
 * Where a run is gone on from: its newest checkpoint that is whole and that a training of the length asked for would have come
 * by. One that was stopped before its first begins again.
 *
 * @throws UsageError where all are damaged, the run is finished, or it was begun with something else
 */
export async function resumption(
  run: string,
  asked: TrainingAsked,
  facts: TrainingFacts,
): Promise<Resumption> {
  const checkpoints = await readCheckpoints(run);
  for (const { notes } of checkpoints.whole) checkFacts(facts, notes, run);
  const found = pick(run, checkpoints, asked);
  if (found === undefined) return beginning(run);
  const state = { ...found.state, steps: stepsFrom(found, asked) };
  const { step } = state;
  const falls = hasFallen(asked.recipe.training, step + 1, state.steps);
  const beforeFall = falls ? lastFull(checkpoints, asked.recipe, step) : undefined;
  const shown = await trainingSoFar(run, step);
  const rate = Number(found.notes.rate);
  const notices = [
    ...checkpoints.damaged.map((what) => `DAMAGED, and passed over: ${what}`),
    `Going on with ${run} from step ${step}.`,
    ...(rate === asked.rate ? [] : [`The learning rate is ${asked.rate} from there on; it was ${rate}.`]),
    ...(shown.rows.length === step
      ? []
      : [`Its metrics.jsonl has ${shown.rows.length} of those ${step} steps: no more are in this run's.`]),
  ];
  return { state, notes: found.notes, beforeFall, ...shown, notices };
}
