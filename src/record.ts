import ndarray, { type NdArray } from "ndarray";
import { checkGrid, type Grid } from "./grids/grid.ts";
import { integrate } from "./integrate.ts";
import { UsageError } from "./refusal.ts";
import type { Process } from "./solver.ts";
import type { Ensemble } from "./space.ts";

export interface RecordOptions {
  /** Times to keep, each a point of the grid (to 1e-9 of its span); without it the last one only. */
  readonly times?: readonly number[];
  /** Called after each step with the fraction of the grid that is done. */
  readonly progress?: (fraction: number) => void;
}

/** The index of each time in the grid. */
function locate(grid: Grid, times: readonly number[]): number[] {
  const tolerance = 1e-9 * Math.abs(grid[grid.length - 1] - grid[0]);
  return times.map((time) => {
    let best = 0;
    grid.forEach((t, k) => {
      if (Math.abs(t - time) < Math.abs(grid[best] - time)) best = k;
    });
    if (Math.abs(grid[best] - time) <= tolerance) return best;
    throw new UsageError({
      what: "time to record",
      got: time,
      expected: `a point of the grid; the nearest is ${grid[best]}`,
      advice: "Put the time into the grid.",
    });
  });
}

/**
 * Runs a process over a grid and keeps the positions at chosen times: frames x particles x dimension, in the
 * order of the times. Memory is that of the kept frames, whatever the number of steps.
 *
 * @param x positions at grid[0], given away
 */
export async function record<S>(
  space: Ensemble<S>,
  process: Process<S>,
  x: S,
  grid: Grid,
  { times = [grid[grid.length - 1]], progress }: RecordOptions = {},
): Promise<NdArray<Float64Array>> {
  checkGrid(grid);
  const { particles, dimension } = space;
  const wanted = locate(grid, times);
  const kept = new Float64Array(times.length * particles * dimension);
  for (const { k, state } of integrate(space, process, x, grid)) {
    for (const [frame, index] of wanted.entries()) {
      if (index === k) kept.set(await space.values(state.position), frame * particles * dimension);
    }
    progress?.(k / (grid.length - 1));
  }
  return ndarray(kept, [times.length, particles, dimension]);
}
