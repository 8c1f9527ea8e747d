import { availableParallelism } from "node:os";

/** What to say of more threads than cores; undefined where there is nothing to say. */
export function threadsNote(threads: number, cores = availableParallelism()): string | undefined {
  if (threads <= cores) return undefined;
  return `note: ${threads} threads on ${cores} ${cores === 1 ? "core" : "cores"}: the results are the same, but nothing is faster; ${cores} would do.\n`;
}
