import { finite } from "../check.ts";
import { UsageError } from "../refusal.ts";
import type { Histogram } from "./histogram.ts";

/** What a divergence needs of a histogram. */
export type Counted = Pick<Histogram, "counts" | "outside" | "total">;

/** A sample and a law on the same cells. */
export interface Cells {
  /** Points in each cell. */
  readonly counts: number[];
  /** Exact probability of each cell; they add up to 1. */
  readonly probabilities: number[];
  /** Points in all. */
  readonly n: number;
}

/** Below this expected number a cell is put together with others: W. G. Cochran, Biometrics 10 (1954) 417. */
const least = 5;

function checkProbabilities(probabilities: Float64Array, cells: number): number {
  if (probabilities.length !== cells) {
    const expected = `${cells}, one a cell`;
    throw new UsageError({ what: "probabilities of cells", got: probabilities.length, expected });
  }
  let sum = 0;
  for (const p of probabilities) sum += finite("probability of a cell", p, { min: 0 });
  return finite("sum of the probabilities of cells", sum, { max: 1 + 1e-6 });
}

/** The histogram's cells and all that lies outside as one more; those that expect fewer than 5 points are put into one. */
export function poolCells({ counts, outside, total: n }: Counted, probabilities: Float64Array): Cells {
  const sum = checkProbabilities(probabilities, counts.length);
  const inside = Array.from(counts, (count, i) => ({ count, p: probabilities[i] }));
  const all = [...inside, { count: outside, p: Math.max(0, 1 - sum) }]
    .filter(({ count, p }) => count > 0 || p > 0)
    .sort((a, b) => a.p - b.p);
  const rest = { count: 0, p: 0 };
  let pooled = 0;
  while (pooled < all.length && (n * all[pooled].p < least || (pooled > 0 && n * rest.p < least))) {
    rest.count += all[pooled].count;
    rest.p += all[pooled].p;
    pooled++;
  }
  const cells = pooled > 0 ? [rest, ...all.slice(pooled)] : all;
  if (cells.length < 2) {
    throw new UsageError({
      what: "cells that expect 5 points or more",
      got: cells.length,
      expected: "two or more",
      advice: "Take more points, or larger cells.",
    });
  }
  return { counts: cells.map(({ count }) => count), probabilities: cells.map(({ p }) => p), n };
}
