import { UsageError } from "../refusal.ts";
import type { Grid } from "./grid.ts";

/** The index of the grid point nearest to a time. */
function nearestPoint(grid: Grid, time: number): number {
  const way = Math.sign(grid[1] - grid[0]);
  let [low, high] = [0, grid.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (way * (grid[middle] - time) <= 0) low = middle;
    else high = middle;
  }
  return Math.abs(grid[high] - time) < Math.abs(grid[low] - time) ? high : low;
}

/**
 * The frames that are due at each grid point, by its index, for frames at these times. A time that is no point of the grid, to 1e-9
 * of its span, is a `UsageError`.
 */
export function locate(grid: Grid, times: readonly number[]): Map<number, number[]> {
  const tolerance = 1e-9 * Math.abs(grid[grid.length - 1] - grid[0]);
  const due = new Map<number, number[]>();
  for (const [frame, time] of times.entries()) {
    const k = nearestPoint(grid, time);
    if (!(Math.abs(grid[k] - time) <= tolerance)) {
      throw new UsageError({
        what: "time to record",
        got: time,
        expected: `a point of the grid; the nearest is ${grid[k]}`,
        advice: "Put the time into the grid.",
      });
    }
    due.set(k, [...(due.get(k) ?? []), frame]);
  }
  return due;
}
