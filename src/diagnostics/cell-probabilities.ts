import { arraySpace } from "../array-space.ts";
import { integer } from "../check.ts";
import type { Density } from "../density.ts";
import { gaussLegendre } from "../quadrature.ts";
import { UsageError } from "../refusal.ts";
import { type Axis, checkAxes } from "./histogram.ts";

interface Options {
  /** Numbers of the formula's parameters, in their order. */
  readonly numbers?: readonly number[];
  /** Gauss-Legendre nodes a cell and axis; 4 by default. */
  readonly nodes?: number;
}

/** Nodes of all cells of an axis in order, and their weights. */
function nodesOf({ low, high, cells }: Axis, count: number): { at: Float64Array; weight: Float64Array } {
  const { nodes, weights } = gaussLegendre(count);
  const half = (high - low) / cells / 2;
  const length = cells * count;
  return {
    at: Float64Array.from(
      { length },
      (_, i) => low + half * (2 * Math.floor(i / count) + 1 + nodes[i % count]),
    ),
    weight: Float64Array.from({ length }, (_, i) => half * weights[i % count]),
  };
}

/**
 * The probability of each cell of a histogram under a density of one or two dimensions, by Gauss-Legendre quadrature in each
 * cell; in the order of the histogram's counts. Of a density that is not normalised, the part that is on the grid counts as all of it.
 */
export function cellProbabilities(
  { logDensity, normalised, dimension }: Pick<Density, "logDensity" | "normalised" | "dimension">,
  axes: readonly Axis[],
  { numbers = [], nodes = 4 }: Options = {},
): Float64Array {
  checkAxes(axes, dimension);
  if (axes.length !== dimension) {
    throw new UsageError({
      what: "axes",
      got: axes.length,
      expected: `${dimension}, as the density has coordinates`,
    });
  }
  integer("nodes a cell", nodes, { min: 1, max: 64 });
  const [x, y] = axes.map((axis) => nodesOf(axis, nodes));
  const cells = axes[0].cells;
  const rows = y?.at.length ?? 1;
  const out = new Float64Array(cells * (axes[1]?.cells ?? 1));
  const space = arraySpace({ particles: x.at.length, dimension });
  const points = space.scratch();
  const log = space.scratch(1);
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < x.at.length; i++) {
      points[i * dimension] = x.at[i];
      if (y !== undefined) points[i * dimension + 1] = y.at[row];
    }
    space.evaluate(logDensity, numbers, log, points);
    const first = Math.floor(row / nodes) * cells;
    const weight = y?.weight[row] ?? 1;
    for (let i = 0; i < log.length; i++) {
      out[first + Math.floor(i / nodes)] += weight * x.weight[i] * Math.exp(log[i]);
    }
  }
  const whole = normalised ? 1 : out.reduce((sum, p) => sum + p, 0);
  return out.map((p) => p / whole);
}
