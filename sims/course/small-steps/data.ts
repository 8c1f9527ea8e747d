import { type DiffusedDensity, relativeDensity, schedules } from "../../../src/index.ts";
import { empiricalOf } from "../../../toy-distributions/index.ts";
import { numbersOf } from "../../sampling/grid-values.ts";

/** N(-1.5, 0.3^2)/3 + 2 N(1.5, 0.3^2)/3, as the rows of a table with a normal kernel each. */
export const data = { points: Float64Array.of(-1.5, 1.5, 1.5), dimension: 1, width: 0.3 } as const;
export const law: DiffusedDensity = empiricalOf(data.points, data);
/** Its variance: that of the means, 2.25 - 0.25, and that of the kernels. */
export const variance = 2.09;

/** Equally spaced points. */
export const lattice = (low: number, high: number, n: number): Float64Array =>
  Float64Array.from({ length: n }, (_, i) => low + ((i + 0.5) / n) * (high - low));

/** Values on a lattice, divided by their integral. */
export function normalised(p: Float64Array, x: Float64Array): Float64Array {
  const total = p.reduce((sum, value) => sum + value, 0) * (x[1] - x[0]);
  return p.map((value) => value / total);
}

/** p_t of the variance-preserving SDE on a lattice. */
export function densityAt(t: number, x: Float64Array): Float64Array {
  const [alpha, sigma] = [schedules.vp.alpha(t), schedules.vp.sigma(t)];
  const diffused = law.diffused(sigma / alpha);
  return normalised(relativeDensity(diffused, numbersOf(diffused, { alpha, sigma }), x, 1).p, x);
}
