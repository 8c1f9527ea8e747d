import { arraySpace, cells, diffusedLogDensity, diffusedScore, schedules } from "../../../src/index.ts";
import { twoModes } from "../../../toy-distributions/index.ts";

const { edm } = schedules;

export const window = [
  [-10, 10],
  [-10, 10],
] as const;

/** Density and exact score of the data noised by sigma at the cells of the window. */
export interface Lattice {
  readonly sigma: number;
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** n^2 x 2 */
  readonly points: Float64Array;
  readonly p: Float64Array;
  readonly score: Float64Array;
}

export function latticeOf(sigma: number, n: number): Lattice {
  const { x, y, points } = cells(window, n);
  const space = arraySpace({ particles: n * n, dimension: 2 });
  const log = diffusedLogDensity(space, twoModes, edm)(sigma, points, space.scratch(1));
  const score = diffusedScore(space, twoModes, edm)(sigma, points, space.scratch());
  return { sigma, x, y, points, p: log.map(Math.exp), score };
}

/** sigma^2 |s_theta - s|^2 / 2 at each cell. */
export const squaredErrors = ({ sigma, score, p }: Lattice, learned: Float64Array): Float64Array =>
  p.map((_, i) => {
    const [a, b] = [learned[2 * i] - score[2 * i], learned[2 * i + 1] - score[2 * i + 1]];
    return (sigma * sigma * (a * a + b * b)) / 2;
  });

/** The root of the mean of the errors over the cells, weighted. */
export function rootMean(errors: Float64Array, weights: Float64Array): number {
  const total = weights.reduce((sum, w) => sum + w, 0);
  return Math.sqrt(errors.reduce((sum, e, i) => sum + weights[i] * e, 0) / total);
}

/** The root mean square error in bins of the density, as powers of ten of its maximum, down to `least`. */
export function errorByDensity(p: Float64Array, errors: Float64Array, least: number) {
  const top = p.reduce((a, b) => Math.max(a, b));
  const edges = Array.from({ length: -2 * least }, (_, k) => least + k / 2);
  const bins = edges.map((edge) => {
    const inside = p.map((v) => {
      const l = Math.log10(v / top);
      return l >= edge && l < edge + 0.5 ? 1 : 0;
    });
    return {
      density: 10 ** (edge + 0.25),
      count: inside.reduce((a, b) => a + b),
      error: rootMean(errors, inside),
    };
  });
  return bins.filter(({ count }) => count > 0);
}
