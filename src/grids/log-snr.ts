import { geometricGrid } from "./geometric.ts";
import type { Grid } from "./grid.ts";

/**
 * steps + 1 ratios sigma / alpha that are equally spaced in lambda = log(alpha / sigma), half the log of the
 * signal-to-noise ratio: the geometric grid, under the name that it has in arXiv:2206.00927. Both ends exact and positive.
 */
export function logSnrGrid(from: number, to: number, steps: number): Grid {
  return geometricGrid(from, to, steps);
}

logSnrGrid.of = "ratio" as const;
