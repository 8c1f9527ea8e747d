import { join } from "node:path";
import { asked } from "./asked.ts";
import { keptWords } from "./kept-words.ts";
import { mnistTrain } from "./mnist-train.ts";
import { parts } from "./parts.ts";
import { perform, type Request } from "./perform.ts";
import { typed } from "./typed.ts";

/** A run within which a training runs. */
export interface Within {
  readonly path: string;
  readonly threads: number;
  readonly quiet: boolean;
  /** The run is not put in order before this has come to its end. */
  hold(training: Promise<unknown>): void;
}

/**
 * `langevin mnist train` in a folder of its own within that of a run: what it leaves is what that command leaves, a run to be
 * resumed too.
 *
 * @param words as typed after that command
 * @returns the path of the folder
 */
export async function trainWithin(
  { path, threads, quiet, hold }: Within,
  name: string,
  words: readonly string[],
): Promise<string> {
  const usage = "langevin mnist train";
  const out = join(path, name);
  const settings = { out, threads, quiet, json: false, open: false };
  const request = { ...asked(mnistTrain, usage, words), settings, command: typed(usage, words) };
  const training = perform(request as Request, parts);
  hold(training);
  const { end, folder, refused } = await training;
  if (end.error === undefined) return out;
  if (!refused) process.stderr.write(keptWords(folder));
  throw end.error;
}
