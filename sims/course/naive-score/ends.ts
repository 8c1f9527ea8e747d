import type { Measured } from "../../../src/index.ts";

/** Farther than this from both modes a particle is lost; of a mode itself 3e-4 are. */
export const lost = 4;

/** A share of n points, with its standard error. */
function shareOf(points: Float64Array, holds: (x: number, y: number) => boolean): Measured {
  const n = points.length / 2;
  let count = 0;
  for (let i = 0; i < n; i++) if (holds(points[2 * i], points[2 * i + 1])) count++;
  // of none at all, or of all, the error is that of one
  const value = count / n;
  const p = Math.min(Math.max(value, 1 / n), 1 - 1 / n);
  return { value, error: Math.sqrt((p * (1 - p)) / n) };
}

/** The share of particles on the side of the large mode. */
export const largeShare = (points: Float64Array): Measured => shareOf(points, (x, y) => x + y > 0);

/** The share of particles that are far from both modes. */
export const lostShare = (points: Float64Array): Measured =>
  shareOf(points, (x, y) => Math.min(Math.hypot(x - 5, y - 5), Math.hypot(x + 5, y + 5)) > lost);
