import { integer } from "../check.ts";
import { UsageError } from "../refusal.ts";

/** How many points of width d an array holds; a `UsageError` for fewer than `least`, or for part of one. */
export function countRows(what: string, points: Float64Array, d: number, least = 1): number {
  integer("dimension", d, { min: 1 });
  const n = points.length / d;
  if (Number.isInteger(n) && n >= least) return n;
  const got = `${points.length} numbers`;
  throw new UsageError({ what, got, expected: `n x ${d} of them, n >= ${least}` });
}
