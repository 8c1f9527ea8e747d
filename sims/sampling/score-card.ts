import { type Reference, slicedWasserstein } from "../../src/diagnostics/index.ts";
import type { Context } from "../simulation.ts";
import type { ExactLaw, NullInput, ReferenceInput } from "../tasks/exact.ts";

export interface ScoreCard {
  /** Sliced 2-Wasserstein distance of `size` samples, row-major, from the law. */
  distance(points: Float64Array): number;
  /** The same distance of sets of exact samples of that size, sorted. */
  readonly exact: readonly number[];
}

export interface ScoreCardOptions {
  /** Samples to be judged at a time. */
  readonly size: number;
  /** Exact samples behind the quantiles. */
  readonly count?: number;
  readonly directions?: number;
  /** Sets of exact samples. */
  readonly sets?: number;
}

/** What it takes to say how far samples are from a law, and how far exact samples are. */
export async function scoreCard(
  context: Context,
  law: ExactLaw,
  { size, count = 400_000, directions = 64, sets = 100 }: ScoreCardOptions,
): Promise<ScoreCard> {
  const label = "exact samples";
  context.progress(label, 0, sets);
  const input: ReferenceInput = { ...law, count, directions, size };
  const reference = await context.compute<Reference>("reference", input);
  const tasks = Math.min(sets, context.threads * 4);
  let done = 0;
  const starts = Array.from({ length: sets }, (_, k) => count + k * size);
  const parts = await Promise.all(
    Array.from({ length: tasks }, async (_, part) => {
      const mine = starts.filter((_, k) => k % tasks === part);
      const job: NullInput = { ...law, reference, size, starts: mine };
      const distances = await context.compute<number[]>("nullDistances", job);
      done += mine.length;
      context.progress(label, done, sets);
      return distances;
    }),
  );
  return {
    exact: parts.flat().sort((a, b) => a - b),
    distance: (points) => slicedWasserstein(points, reference),
  };
}
