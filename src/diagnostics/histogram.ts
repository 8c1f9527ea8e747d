import { finite, integer } from "../check.ts";
import { UsageError } from "../refusal.ts";
import { countRows } from "./count-rows.ts";

/** Equal cells along one coordinate. */
export interface Axis {
  readonly low: number;
  readonly high: number;
  readonly cells: number;
  /** Which coordinate of a point; by default the axis's own number. */
  readonly component?: number;
}

export interface Histogram {
  /** The centres of the cells along each axis. */
  readonly centres: readonly Float64Array[];
  /** Points in each cell; with two axes in rows of the second one, as figures take it: cell (i, j) is at j nx + i. */
  readonly counts: Float64Array;
  /** Points outside of all cells. */
  readonly outside: number;
  /** Points inside and outside. */
  readonly total: number;
  /** counts / (total volume): the mean density of each cell. */
  readonly density: Float64Array;
  /** Its standard error, for independent points, with (count + 1) / (total + 2) for the cell's probability: an empty cell has one too. */
  readonly error: Float64Array;
}

const most = 4_000_000;

/** The axes themselves, one or two, when each has a coordinate, an interval and cells. */
export function checkAxes(axes: readonly Axis[], d: number): readonly Axis[] {
  if (axes.length !== 1 && axes.length !== 2) {
    throw new UsageError({ what: "axes of a histogram", got: axes.length, expected: "one or two" });
  }
  axes.forEach(({ low, high, cells, component }, k) => {
    finite("low end of an axis", low);
    finite("high end of an axis", high, { above: low });
    integer("cells of an axis", cells, { min: 1, max: most });
    integer("coordinate of an axis", component ?? k, { min: 0, below: d });
  });
  integer(
    "cells of a histogram",
    axes.reduce((product, { cells }) => product * cells, 1),
    { max: most },
  );
  return axes;
}

/** The cell of each axis in which x lies, -1 outside; the last one contains its high end. */
function cellOf({ low, high, cells }: Axis, x: number): number {
  if (!(x >= low && x <= high)) return -1;
  return Math.min(cells - 1, Math.floor(((x - low) / (high - low)) * cells));
}

/**
 * Counts and density of points on a grid of one or two coordinates, each with its standard error.
 *
 * @param points row-major n x d; a coordinate that is not a number is a `UsageError`
 */
export function histogram(points: Float64Array, d: number, axes: readonly Axis[]): Histogram {
  const total = countRows("points", points, d);
  checkAxes(axes, d);
  const [x, y = { low: 0, high: 1, cells: 1, component: -1 }] = axes;
  const components = axes.map(({ component }, k) => component ?? k);
  const counts = new Float64Array(x.cells * y.cells);
  let outside = 0;
  for (let i = 0; i < points.length; i += d) {
    const column = cellOf(x, notNaN(points[i + components[0]]));
    const row = axes.length === 1 ? 0 : cellOf(y, notNaN(points[i + components[1]]));
    if (column < 0 || row < 0) outside++;
    else counts[row * x.cells + column]++;
  }
  const volume = axes.reduce((product, { low, high, cells }) => product * ((high - low) / cells), 1);
  return {
    centres: axes.map(({ low, high, cells }) =>
      Float64Array.from({ length: cells }, (_, i) => low + ((i + 0.5) / cells) * (high - low)),
    ),
    counts,
    outside,
    total,
    density: counts.map((count) => count / (total * volume)),
    error: counts.map((count) => {
      const p = (count + 1) / (total + 2);
      return Math.sqrt((p * (1 - p)) / total) / volume;
    }),
  };
}

function notNaN(x: number): number {
  if (!Number.isNaN(x)) return x;
  throw new UsageError({ what: "coordinate of a point", got: x, expected: "a number" });
}
