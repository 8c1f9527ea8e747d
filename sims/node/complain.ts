import { DivergenceError, MissingPartError, ToleranceError, UsageError } from "../../src/refusal.ts";
import { Interruption } from "./interruption.ts";
import { OutputError } from "./output-error.ts";

/** Errors whose message says all; of any other one the stack is shown. */
const explained = [UsageError, MissingPartError, ToleranceError, DivergenceError, OutputError, Interruption];

/** 0 done, 1 failed, 2 usage, 3 an optional part is missing, 4 out of tolerance, 128 + n stopped by signal n. */
export function exitCode(error: unknown): number {
  if (error instanceof UsageError) return 2;
  if (error instanceof MissingPartError) return 3;
  if (error instanceof ToleranceError) return 4;
  return error instanceof Interruption ? error.exitCode : 1;
}

/** Says on stderr what went wrong, and returns the exit code for it. */
export function complain(error: unknown): number {
  const known = explained.some((type) => error instanceof type);
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  process.stderr.write(`${error instanceof Interruption ? "" : "error: "}${known ? message : stack}\n`);
  return exitCode(error);
}

/** A command: what it throws becomes a message and an exit code. */
export async function command(body: () => Promise<number>): Promise<number> {
  try {
    return await body();
  } catch (error) {
    return complain(error);
  }
}
