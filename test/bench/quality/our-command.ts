import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { timedProgram } from "./timed-program.ts";

const program = fileURLToPath(new URL("../../../bin/langevin.js", import.meta.url));

/** What a command found, and what it took. */
export interface Ran {
  readonly seconds: number;
  /** Of all its threads. */
  readonly cpuSeconds: number;
  readonly numbers: Readonly<Record<string, unknown>>;
}

/** `langevin mnist NAME [flags]` as users run it, into a folder; what a run that was stopped left there goes. */
export async function ourCommand(
  name: string,
  out: string,
  flags: Readonly<Record<string, unknown>>,
): Promise<Ran> {
  await rm(out, { recursive: true, force: true });
  const given = Object.entries({ ...flags, out }).filter(([, value]) => value !== undefined);
  const words = given.flatMap(([flag, value]) => [`--${flag}`, String(value)]);
  const { seconds, said } = await timedProgram(process.execPath, [
    program,
    "mnist",
    name,
    ...words,
    "--json",
  ]);
  const { cpuSeconds } = JSON.parse(await readFile(join(out, "run.json"), "utf8")) as Ran;
  return { seconds, cpuSeconds, numbers: (said as Ran).numbers };
}
