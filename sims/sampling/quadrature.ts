import type { Window } from "../../plots/index.ts";
import { cells, type formulas, relativeDensity } from "../../src/index.ts";

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

/** Below this share of its maximum the density counts as gone. */
const gone = 1e-12;

/** The part of a window where the density is not gone, a cell wider on each side, and whether it meets the border. */
function support(p: Float64Array, window: Window, n: number): { inner: Window; meets: boolean } {
  const d = window.length;
  let meets = false;
  const inner = window.map(([low, high], j): [number, number] => {
    let [first, last] = [n, -1];
    for (let i = 0; i < p.length; i++) {
      if (!(p[i] > gone)) continue;
      const cell = d === 1 || j === 0 ? i % n : Math.floor(i / n);
      first = Math.min(first, cell);
      last = Math.max(last, cell);
    }
    meets ||= first === 0 || last === n - 1;
    const width = (high - low) / n;
    return [low + (first - 1) * width, low + (last + 2) * width];
  });
  return { inner, meets };
}

const grow = (window: Window, factor: number): Window =>
  window.map(([low, high]) => {
    const [middle, half] = [(low + high) / 2, ((high - low) / 2) * factor];
    return [middle - half, middle + half];
  });

const size = (window: Window): number => window.reduce((volume, [low, high]) => volume * (high - low), 1);

function momentsOn(logDensity: formulas.Formula, numbers: readonly number[], window: Window, n: number) {
  const d = window.length;
  const { points, volume } = midpoints(window, n);
  const { p, top } = relativeDensity(logDensity, numbers, points, d);
  const total = p.reduce((sum, value) => sum + value, 0);
  const average = (j: number, power: (x: number) => number) =>
    p.reduce((sum, value, i) => sum + value * power(points[i * d + j]), 0) / total;
  const mean = window.map((_, j) => average(j, (x) => x));
  const variance = mean.map((m, j) => average(j, (x) => (x - m) ** 2));
  // by symmetry zero, but for rounding
  const clean = mean.map((m, j) => (Math.abs(m) < 1e-6 * Math.sqrt(variance[j]) ? 0 : m));
  return { mean: clean, variance, logNormaliser: Math.log(total * volume) + top };
}

/** Whether two sets of moments agree to a thousandth of the standard deviation. */
const agree = (a: ExactMoments, b: ExactMoments): boolean =>
  a.mean.every(
    (m, j) =>
      Math.abs(m - b.mean[j]) <= 1e-3 * Math.sqrt(a.variance[j]) &&
      Math.abs(a.variance[j] - b.variance[j]) <= 1e-3 * a.variance[j],
  );

/**
 * Mean, variance and normaliser of exp(logDensity) in one or two dimensions by the midpoint rule. The search starts
 * on 16 times the given window, so that what the samples have missed nearby counts as well; it widens while the
 * density meets the border, closes in on where the density is, and compares two resolutions. Undefined where that
 * does not settle: an energy that does not confine, tails too heavy for a variance, a peak too narrow to see.
 */
export function exactMoments(
  logDensity: formulas.Formula,
  numbers: readonly number[],
  start: Window,
): ExactMoments | undefined {
  const d = start.length;
  const n = d === 1 ? 4000 : 400;
  let window = grow(start, 16);
  for (let round = 0, wider = 0; round < 40; round++) {
    const { p } = relativeDensity(logDensity, numbers, midpoints(window, n).points, d);
    const { inner, meets } = support(p, window, n);
    if (!(size(inner) > 0 && Number.isFinite(size(inner)))) return undefined;
    if (meets) {
      if (++wider > 8) return undefined;
      window = grow(window, 4);
    } else if (size(inner) < 0.6 * size(window)) window = inner;
    else {
      const [fine, coarse] = [n, n / 2].map((cells) => momentsOn(logDensity, numbers, window, cells));
      return agree(fine, coarse) ? fine : undefined;
    }
  }
  return undefined;
}
