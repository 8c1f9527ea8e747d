import type { Grid } from "../../src/index.ts";

/** About n points of a grid, evenly spaced over its steps, both ends among them. */
export function spaced(grid: Grid, n: number): number[] {
  const last = grid.length - 1;
  const count = Math.min(n - 1, last);
  return Array.from({ length: count + 1 }, (_, i) => grid[Math.round((i * last) / count)]);
}
