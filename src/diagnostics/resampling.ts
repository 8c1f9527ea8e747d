import { checkSeed, integer } from "../check.ts";
import { UsageError } from "../refusal.ts";

/** How a null hypothesis is sampled. */
export interface Resampling {
  /** 0 to 2^64 - 1 */
  readonly seed: bigint;
  /** How often, >= 19; 199 by default. */
  readonly draws?: number;
}

const [mostPoints, mostWeights] = [10_000, 5e7];

/** Refuses more points than a method of cost n^2 can do in seconds. */
export function checkPairs(what: string, n: number): number {
  if (n <= mostPoints) return n;
  const expected = `at most ${mostPoints}: the cost grows as the square`;
  throw new UsageError({ what, got: n, expected, advice: "Take every k-th point." });
}

/** Seed and draws, checked; the draws' weights of n points have to fit into memory. */
export function checkResampling(n: number, { seed, draws = 199 }: Resampling): Required<Resampling> {
  integer("draws of the null hypothesis", draws, { min: 19, max: Math.floor(mostWeights / n) });
  return { seed: checkSeed(seed), draws };
}
