import { integer } from "../check.ts";
import type { Grid } from "./grid.ts";

/** steps + 1 points from one end to the other, both exact; `place` puts the k-th of those between. */
export function between(from: number, to: number, steps: number, place: (k: number) => number): Grid {
  integer("steps", steps, { min: 1 });
  return Float64Array.from({ length: steps + 1 }, (_, k) => (k === 0 ? from : k === steps ? to : place(k)));
}
