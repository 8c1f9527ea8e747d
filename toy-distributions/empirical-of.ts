import { type DiffusedDensity, finite, formulas, integer, UsageError } from "../src/index.ts";
import type { Presentation } from "./mixture-of.ts";
import { smearedPoints } from "./smeared-points.ts";

const { add, column, coordinate, formula, less, mul, parameter, select, softMean, table } = formulas;

interface Options extends Presentation {
  /** d >= 1, at most 1000; 2 by default. */
  readonly dimension?: number;
  /** Standard deviation of the kernel, > 0; by default Scott's rule. */
  readonly width?: number;
}

/** The most points: each evaluation of the density looks at all of them. */
const most = 20_000;

/** The coordinates of the points, one array each, checked. */
function columnsOf(points: ArrayLike<number>, d: number): Float64Array[] {
  const n = points.length / d;
  const what = "points of an empirical density";
  if (n === 0) throw new UsageError({ what, got: "none", expected: "at least one" });
  if (!Number.isInteger(n)) {
    const got = `${points.length} numbers`;
    throw new UsageError({ what, got, expected: `rows of ${d}, one after the other` });
  }
  if (n > most) {
    const advice = "Take a random part of them: the density changes little.";
    throw new UsageError({ what, got: `${n} of them`, expected: `at most ${most}`, advice });
  }
  const columns = Array.from({ length: d }, () => new Float64Array(n));
  for (let k = 0; k < n; k++) {
    for (let j = 0; j < d; j++) {
      columns[j][k] = finite(`coordinate ${j + 1} of point ${k + 1}`, points[k * d + j]);
    }
  }
  return columns;
}

/** Scott's rule with one width for all directions: n^(-1 / (d + 4)) times the root of their mean variance. */
function scottsWidth(columns: readonly Float64Array[]): number {
  const [d, n] = [columns.length, columns[0].length];
  const variance = (values: Float64Array) => {
    const mean = values.reduce((sum, x) => sum + x / n, 0);
    return values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (n - 1);
  };
  if (columns.every((values) => values.every((x) => x === values[0]))) {
    throw new UsageError({
      what: "points of an empirical density",
      got: n === 1 ? "one point" : "points that are all the same",
      expected: "points that differ, or a width",
    });
  }
  const spread = Math.sqrt(columns.reduce((sum, c) => sum + variance(c), 0) / d);
  return finite("standard deviation of the points", spread, { above: 0 }) * n ** (-1 / (d + 4));
}

/** The point of number floor(n u), which has the weight of one row, plus width z. */
function samplerOf(columns: readonly Float64Array[], width: number): formulas.Formula {
  const n = columns[0].length;
  const rows = table([...columns, Float64Array.from({ length: n }, (_, k) => k)]);
  const [place, k] = [mul(n, coordinate(0, 0)), column(rows, columns.length)];
  const l = select(less(place, k), -Infinity, select(less(place, add(k, 1)), 0, -Infinity));
  const outputs = columns.map((_, j) =>
    add(softMean(rows, l, column(rows, j)), mul(width, coordinate(1, j))),
  );
  return formula({ inputs: 2, outputs });
}

/**
 * The empirical density of a set of points, row-major n x d: a normal of standard deviation `width` on each
 * (a kernel density estimate), exact under noise, with its exact sampler. An evaluation costs of the order of n d.
 *
 * @throws UsageError for no points or more than 20,000, an incomplete row, a number that is not finite (which row and
 * which coordinate), a width <= 0, or none given for points that are all the same
 */
export function empiricalOf(
  points: ArrayLike<number>,
  { dimension = 2, width, name, title, about, reference }: Options = {},
): DiffusedDensity {
  integer("dimension", dimension, { min: 1, max: 1000 });
  const columns = columnsOf(points, dimension);
  const n = columns[0].length;
  const h = width === undefined ? scottsWidth(columns) : finite("width", width, { above: 0 });
  const law = smearedPoints({ columns, logWeights: -Math.log(n) }, h);
  const parameters = ["alpha", "sigma"];
  const diffused = formula({ inputs: 1, parameters, outputs: [law(parameter("alpha"), parameter("sigma"))] });
  const extent = (values: Float64Array): [number, number] => [
    values.reduce((a, b) => Math.min(a, b)) - 4 * h,
    values.reduce((a, b) => Math.max(a, b)) + 4 * h,
  ];
  return {
    name: name ?? "empirical",
    title: title ?? `Empirical density of ${n} points`,
    about: about ?? `${n} points, each smeared by normals of standard deviation ${Number(h.toPrecision(4))}.`,
    dimension,
    logDensity: formula({ inputs: 1, outputs: [law(1, 0)] }),
    normalised: true,
    window: columns.map(extent),
    sampler: samplerOf(columns, h),
    diffused: () => diffused,
    reference: reference ?? "doi:10.1002/9780470316849, Scott on density estimation",
  };
}
