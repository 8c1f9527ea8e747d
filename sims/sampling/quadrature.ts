import type { Window } from "../../plots/index.ts";
import type { formulas } from "../../src/index.ts";
import { cells, relativeDensity } from "./grid-values.ts";

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

/** The larger of the density's values on the window's border, relative to its maximum. */
function edge(p: Float64Array, d: number): number {
  const n = d === 1 ? p.length : Math.sqrt(p.length);
  const onBorder = (i: number) => i < n || i >= p.length - n || i % n === 0 || i % n === n - 1;
  return d === 1
    ? Math.max(p[0], p[n - 1])
    : p.reduce((most, v, i) => (onBorder(i) ? Math.max(most, v) : most), 0);
}

function momentsOn(logDensity: formulas.Formula, numbers: readonly number[], window: Window) {
  const d = window.length;
  const { points, volume } = midpoints(window, d === 1 ? 4000 : 500);
  const { p, top } = relativeDensity(logDensity, numbers, points, d);
  const total = p.reduce((sum, value) => sum + value, 0);
  const average = (j: number, power: (x: number) => number) =>
    p.reduce((sum, value, i) => sum + value * power(points[i * d + j]), 0) / total;
  const mean = window.map((_, j) => average(j, (x) => x));
  const variance = mean.map((m, j) => average(j, (x) => (x - m) ** 2));
  // by symmetry zero, but for rounding
  const clean = mean.map((m, j) => (Math.abs(m) < 1e-6 * Math.sqrt(variance[j]) ? 0 : m));
  return { mean: clean, variance, logNormaliser: Math.log(total * volume) + top, edge: edge(p, d) };
}

/**
 * Mean, variance and normaliser of exp(logDensity) in one or two dimensions, by the midpoint rule on 4000 or
 * 500 x 500 cells. The window is doubled, up to five times, until the density at its border is below 1e-6 of its
 * maximum; undefined where it never is, as for an energy that does not confine.
 */
export function exactMoments(
  logDensity: formulas.Formula,
  numbers: readonly number[],
  window: Window,
): ExactMoments | undefined {
  let wide = window;
  for (let doublings = 0; doublings <= 5; doublings++) {
    const { edge, ...moments } = momentsOn(logDensity, numbers, wide);
    if (edge < 1e-6) return moments;
    wide = wide.map(([low, high]) => [low - (high - low) / 2, high + (high - low) / 2]);
  }
  return undefined;
}
