import { UsageError } from "../refusal.ts";
import type { Schedule } from "../schedules/schedule.ts";

/** Points of time in the order in which they are walked, forwards or backwards. */
export type Grid = Float64Array;

/** A way of placing steps + 1 points between two ends. */
export interface Spacing {
  (from: number, to: number, steps: number): Grid;
  /** As users type it: "log-snr". */
  readonly name: string;
  readonly about: string;
  /** What it is meant for: times, or ratios sigma / alpha. */
  readonly of: "time" | "ratio";
  readonly reference: string;
}

/** The grid itself when it has an interval, only finite times, and moves strictly one way. */
export function checkGrid(grid: Grid): Grid {
  if (grid.length < 2)
    throw new UsageError({ what: "grid", got: `${grid.length} points`, expected: "two or more" });
  const way = Math.sign(grid[1] - grid[0]);
  for (let k = 0; k < grid.length; k++) {
    const moves = k === 0 || (way !== 0 && Math.sign(grid[k] - grid[k - 1]) === way);
    if (Number.isFinite(grid[k]) && moves) continue;
    const got = `${grid[k - 1] ?? "nothing"} then ${grid[k]} at point ${k}`;
    throw new UsageError({ what: "grid", got, expected: "finite times that move strictly one way" });
  }
  return grid;
}

/** The grid with one more point, such as the noise level 0 behind sigma_min. */
export function extendGrid(grid: Grid, to: number): Grid {
  const longer = new Float64Array(grid.length + 1);
  longer.set(grid);
  longer[grid.length] = to;
  return checkGrid(longer);
}

/** The times of a schedule at which its noise-to-signal ratio sigma / alpha has the grid's values. */
export const noiseGrid = (schedule: Pick<Schedule, "time">, ratios: Grid): Grid =>
  checkGrid(ratios.map((ratio) => schedule.time(ratio)));

/** The nearest whole times, each once: a sub-sequence of a discrete schedule's steps. arXiv:2010.02502, appendix D.2. */
export const wholeGrid = (grid: Grid): Grid => checkGrid(Float64Array.from(new Set(grid.map(Math.round))));
