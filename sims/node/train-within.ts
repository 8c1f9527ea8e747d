import { join } from "node:path";
import { fields } from "./field.ts";
import { keptWords } from "./kept-words.ts";
import { mnistTrain } from "./mnist-train.ts";
import { parts } from "./parts.ts";
import { perform } from "./perform.ts";
import { typed } from "./typed.ts";

/** A run that another goes on within. */
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
 * @returns the path of the folder
 */
export async function trainWithin(
  { path, threads, quiet, hold }: Within,
  name: string,
  flags: Readonly<Record<string, unknown>>,
): Promise<string> {
  const out = join(path, name);
  const config = mnistTrain.config.parse(flags);
  const words = fields(mnistTrain.config).flatMap(({ key, flag }) =>
    flags[key] === undefined ? [] : [flag, String(flags[key])],
  );
  const request = {
    simulation: mnistTrain,
    config,
    settings: { out, threads, quiet, json: false, open: false },
    command: typed("langevin mnist train", words),
  };
  const training = perform(request, parts);
  hold(training);
  const { end, folder, refused } = await training;
  if (end.error === undefined) return out;
  if (!refused) process.stderr.write(keptWords(folder));
  throw end.error;
}
