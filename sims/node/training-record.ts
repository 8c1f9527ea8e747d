import { join } from "node:path";
import { UsageError } from "../../src/refusal.ts";
import { trainingRun } from "../training-run.ts";
import { parsedJson } from "./parsed-json.ts";
import { readInput } from "./read-input.ts";
import type { Validation } from "./training-views.ts";

/** What the run.json of a training says. */
export interface TrainingRecord {
  readonly config: Readonly<Record<string, unknown>>;
  /** The files that it has written, by name. */
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly numbers: { readonly validation: readonly Validation[] };
}

/**
 * What a training has written down.
 *
 * @param run its folder
 * @throws UsageError where that is no folder of a training
 */
export async function trainingRecord(run: string): Promise<TrainingRecord> {
  const path = join(run, "run.json");
  const expected = "the folder of a training, with a run.json";
  const bytes = await readInput(path, { what: "--resume", expected, most: 64e6 });
  const { success, data } = trainingRun.safeParse(parsedJson(bytes));
  if (success) {
    const { config, outputs, numbers } = data;
    return { config, outputs, numbers: { validation: numbers.validation ?? [] } };
  }
  throw new UsageError({ what: "--resume", got: path, expected: "the run.json of a training" });
}
