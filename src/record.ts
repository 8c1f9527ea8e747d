import ndarray, { type NdArray } from "ndarray";
import { allocateFrames } from "./allocate-frames.ts";
import { checkGrid, type Grid } from "./grids/grid.ts";
import { locate } from "./grids/locate.ts";
import { integrate } from "./integrate.ts";
import type { Process } from "./solver.ts";
import type { Ensemble } from "./space.ts";

export interface RecordOptions {
  /** Times to keep, each a point of the grid (to 1e-9 of its span); without it the last one only. */
  readonly times?: readonly number[];
  /** Called after each step with the fraction of the grid that is done. */
  readonly progress?: (fraction: number) => void;
}

/**
 * Runs a process over a grid and keeps the positions at chosen times: frames x particles x dimension, in the
 * order of the times. Memory is that of the kept frames, whatever the number of steps. Refuses a time that is no
 * point of the grid, and more frames than memory has room for.
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
  const due = locate(grid, times);
  const kept = allocateFrames(times.length, particles, dimension);
  for (const { k, state } of integrate(space, process, x, grid)) {
    const frames = due.get(k);
    if (frames !== undefined) {
      const values = await space.values(state.position);
      for (const frame of frames) kept.set(values, frame * particles * dimension);
    }
    progress?.(k / (grid.length - 1));
  }
  return ndarray(kept, [times.length, particles, dimension]);
}
