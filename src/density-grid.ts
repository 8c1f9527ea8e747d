import { arraySpace } from "./array-space.ts";
import { integer } from "./check.ts";
import type { Formula } from "./formula/formula.ts";

/** For each coordinate, an interval. */
type Window = readonly (readonly [low: number, high: number])[];

/** Values on a grid over the plane. */
export interface DensityGrid {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** ny x nx, row-major */
  readonly z: Float64Array;
}

/** The centres of n x n cells of a window of the plane, row-major in y then x, as points n^2 x 2. */
export function cells(window: Window, n: number): { x: Float64Array; y: Float64Array; points: Float64Array } {
  const axis = ([low, high]: readonly [number, number]) =>
    Float64Array.from({ length: n }, (_, i) => low + ((i + 0.5) / n) * (high - low));
  const [x, y] = [axis(window[0]), axis(window[1])];
  const points = new Float64Array(2 * n * n);
  for (let row = 0, i = 0; row < n; row++) {
    for (let column = 0; column < n; column++) {
      points[i++] = x[column];
      points[i++] = y[row];
    }
  }
  return { x, y, points };
}

/**
 * exp of a log-density at points, n x d, divided by its maximum there, and the log of that maximum. Where the
 * log-density is not a number the density is taken for 0.
 */
export function relativeDensity(
  logDensity: Formula,
  numbers: readonly number[],
  points: Float64Array,
  d: number,
): { p: Float64Array; top: number } {
  const space = arraySpace({ particles: points.length / d, dimension: d });
  const l = space
    .evaluate(logDensity, numbers, space.scratch(1), points)
    .map((value) => (Number.isNaN(value) ? -Infinity : value));
  const top = l.reduce((a, b) => Math.max(a, b), -Infinity);
  return { p: l.map((value) => Math.exp(value - top)), top };
}

/**
 * A density in the plane at the centres of n x n cells of a window, divided by its maximum there: what figures draw.
 *
 * @param numbers those of the formula's parameters, in order
 */
export function densityGrid(
  logDensity: Formula,
  numbers: readonly number[],
  window: Window,
  n = 160,
): DensityGrid {
  integer("cells along an axis", n, { min: 2, max: 4000 });
  const { x, y, points } = cells(window, n);
  return { x, y, z: relativeDensity(logDensity, numbers, points, 2).p };
}
