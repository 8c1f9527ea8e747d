import type { Window } from "../../plots/index.ts";
import { arraySpace, type formulas } from "../../src/index.ts";
import { cells } from "./grid-values.ts";

export interface ExactMoments {
  readonly mean: number[];
  readonly variance: number[];
  /** log Z, where p = exp(log density) / Z on the window */
  readonly logNormaliser: number;
}

/** The midpoints of a window of one or two dimensions, n x d, and the volume of a cell. */
function midpoints(window: Window, n: number): { points: Float64Array; volume: number } {
  const volume = window.reduce((product, [low, high]) => (product * (high - low)) / n, 1);
  if (window.length === 2) return { points: cells(window, n).points, volume };
  const [[low, high]] = window;
  return { points: Float64Array.from({ length: n }, (_, i) => low + ((i + 0.5) / n) * (high - low)), volume };
}

/**
 * Mean, variance and normaliser of exp(logDensity) over a window in one or two dimensions, by the midpoint
 * rule on 4000 or 500 x 500 cells. Mass outside the window is not counted: let it be wide.
 */
export function exactMoments(
  logDensity: formulas.Formula,
  numbers: readonly number[],
  window: Window,
): ExactMoments {
  const d = window.length;
  const { points, volume } = midpoints(window, d === 1 ? 4000 : 500);
  const space = arraySpace({ particles: points.length / d, dimension: d });
  const l = space.evaluate(logDensity, numbers, space.scratch(1), points);
  const top = l.reduce((a, b) => Math.max(a, b), -Infinity);
  const p = l.map((value) => Math.exp(value - top));
  const total = p.reduce((sum, value) => sum + value, 0);
  const average = (j: number, power: (x: number) => number) =>
    p.reduce((sum, value, i) => sum + value * power(points[i * d + j]), 0) / total;
  const mean = window.map((_, j) => average(j, (x) => x));
  const variance = mean.map((m, j) => average(j, (x) => (x - m) ** 2));
  // by symmetry zero, but for rounding
  const clean = mean.map((m, j) => (Math.abs(m) < 1e-8 * Math.sqrt(variance[j]) ? 0 : m));
  return { mean: clean, variance, logNormaliser: Math.log(total * volume) + top };
}
