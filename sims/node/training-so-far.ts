import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { readInput } from "./read-input.ts";
import { trainingRecord } from "./training-record.ts";
import type { Validation } from "./training-views.ts";

/** A line of metrics.jsonl. */
export type Row = Readonly<Record<string, number>>;

/** What a training had shown when it came to a step. */
export interface TrainingSoFar {
  /** The lines of metrics.jsonl. */
  readonly rows: readonly Row[];
  readonly validations: readonly Validation[];
  /** The digits that were drawn on the way, as files in `figures`. */
  readonly pictures: ReadonlyMap<string, Uint8Array>;
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

async function picturesUpTo(run: string, step: number): Promise<Map<string, Uint8Array>> {
  const names = await readdir(join(run, "figures")).catch(() => []);
  const found = new Map<string, Uint8Array>();
  for (const name of names.sort()) {
    const at = /^(digits|strip)-step-(\d+)\.png$/.exec(name)?.[2];
    if (at === undefined || Number(at) > step) continue;
    const what = `figure of ${run}`;
    found.set(name, await readInput(join(run, "figures", name), { what, expected: "a file", most: 64e6 }));
  }
  return found;
}

/** @param run folder of a training */
export const trainingSoFar = async (run: string, step: number): Promise<TrainingSoFar> => ({
  rows: await rowsUpTo(run, step),
  validations: (await trainingRecord(run)).numbers.validation.filter((seen) => seen.step <= step),
  pictures: await picturesUpTo(run, step),
});
