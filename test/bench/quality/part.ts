import { existsSync, readFileSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { UsageError } from "../../../src/refusal.ts";

/** Where the parts of a measurement leave what they found. */
export interface Bench {
  readonly folder: string;
  /** Progress, line by line. */
  readonly say: (line: string) => void;
}

/**
 * A part of a measurement that takes hours: what it found is kept in `name`.json of the folder, and a part that is there is not
 * run again. One that is run takes away the later parts, which rest on it.
 *
 * @param settings what the finding depends on, beside the parts before it; JSON
 * @param later names of the parts that rest on this one
 * @throws UsageError where the folder has this part with other settings
 */
export async function part<T extends object>(
  { folder, say }: Bench,
  name: string,
  settings: object,
  work: () => Promise<T>,
  later: readonly string[] = [],
): Promise<T> {
  const fileOf = (one: string) => join(folder, `${one}.json`);
  const file = fileOf(name);
  if (existsSync(file)) {
    const kept = JSON.parse(readFileSync(file, "utf8")) as { settings: object; found: T };
    const expected = JSON.stringify(settings);
    if (JSON.stringify(kept.settings) !== expected) {
      const advice = `Another --out begins anew; without ${file} this part does, and what rests on it.`;
      throw new UsageError({ what: `${name} in ${folder}`, got: kept.settings, expected, advice });
    }
    say(`${name}: in ${folder} already`);
    return kept.found;
  }
  say(`${name}: begins`);
  await mkdir(folder, { recursive: true });
  await Promise.all(later.map((one) => rm(fileOf(one), { force: true })));
  const found = await work();
  await writeFile(file, `${JSON.stringify({ settings, found }, undefined, 2)}\n`);
  return found;
}
