import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Checkpoint } from "../../mnist/checkpoint-file.ts";
import { hasFallen } from "../../mnist/learning-rate.ts";
import type { TrainingState } from "../../mnist/training-state.ts";
import { UsageError } from "../../src/refusal.ts";
import { type Checkpoints, readCheckpoints } from "./checkpoints.ts";
import type { TrainingAsked } from "./training-asked.ts";
import { checkFacts, type TrainingFacts } from "./training-facts.ts";
import { trainingSettings } from "./training-settings.ts";

/** A line of metrics.jsonl. */
export type Row = Readonly<Record<string, number>>;

/** What a training goes on from. */
export interface Resumption {
  /** undefined to begin again. */
  readonly state?: TrainingState;
  /** Facts, backend, rate, seconds. */
  readonly notes: Readonly<Record<string, string>>;
  /** The lines of metrics.jsonl up to there. */
  readonly rows: readonly Row[];
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
    const advice = `Ask for more than that with --steps, --epochs or --minutes, or begin anew without --resume.`;
    refuse(`${run}, which has made ${step} steps`, `fewer than the ${steps} asked for`, advice);
  }
  const found = whole.find((checkpoint) => serves(checkpoint, stepsFrom(checkpoint, asked), asked));
  const advice = "Its learning rate has fallen to its end already: begin anew without --resume.";
  return found ?? refuse(run, "a checkpoint from before the learning rate fell", advice);
}

/** What to say of a run without a checkpoint; one that itself went on with another has that one to begin from. */
async function none(run: string): Promise<string> {
  const { resume } = await trainingSettings(run);
  if (resume !== undefined)
    refuse(
      `${run}, stopped before its first checkpoint`,
      "a run with one",
      `Go on with ${resume}, as it did.`,
    );
  return `There is no checkpoint in ${run}: beginning again.`;
}

async function rowsUpTo(run: string, step: number): Promise<Row[]> {
  const text = await readFile(join(run, "metrics.jsonl"), "utf8").catch(() => "");
  return text.split("\n").flatMap((line) => {
    try {
      const row = JSON.parse(line) as Row;
      return row.step <= step ? [row] : [];
    } catch {
      return []; // the last line of a run that was killed
    }
  });
}

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
  if (found === undefined) return { notes: {}, rows: [], notices: [await none(run)] };
  const state = { ...found.state, steps: stepsFrom(found, asked) };
  const rate = Number(found.notes.rate);
  const notices = [
    ...checkpoints.damaged.map((what) => `DAMAGED, and passed over: ${what}`),
    `Going on with ${run} from step ${state.step}.`,
    ...(rate === asked.rate ? [] : [`The learning rate is ${asked.rate} from there on; it was ${rate}.`]),
  ];
  return { state, notes: found.notes, rows: await rowsUpTo(run, state.step), notices };
}
