import { type Grid, grids as registry, type Spacing } from "../../src/index.ts";
import { checks } from "./claim.ts";

type Make = (from: number, to: number, steps: number) => Grid;

/** How far the ends are from those asked for; infinite unless the values move one way. */
function misses(make: Make, from: number, to: number, steps: number): number {
  const grid = make(from, to, steps);
  const way = Math.sign(to - from);
  const moves = grid.every((value, k) => k === 0 || Math.sign(value - grid[k - 1]) === way);
  if (!moves || grid.length !== steps + 1) return Infinity;
  return Math.abs(grid[0] - from) + Math.abs(grid[steps] - to);
}

/** All that a grid claims. */
export const grids = checks<Spacing>({
  group: "grids",
  entries: Object.values(registry),
  claims: (make) =>
    [
      [80, 0.002, 18],
      [0.01, 50, 1000],
      [1, 1e-5, 7],
    ].map(([from, to, steps]) => ({
      claim: `from ${from} to ${to} in ${steps} steps, ends off by`,
      claimed: 0,
      tolerance: 0,
      measure: () => misses(make, from, to, steps),
    })),
});
