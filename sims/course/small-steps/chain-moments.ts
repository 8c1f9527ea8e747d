import { arraySpace, diffused, type Grid, schedules } from "../../../src/index.ts";
import { lattice, law, normalised } from "./data.ts";

const { vp } = schedules;

/** One Gaussian reverse step at points x: its means, and its standard deviation, that of beta. */
function step(
  t0: number,
  t1: number,
  x: Float64Array,
): { readonly means: Float64Array; readonly deviation: number } {
  const space = arraySpace({ particles: x.length, dimension: 1 });
  const D = diffused(space, vp, law).denoiser(t0, x, space.scratch());
  // q(x_1 | x_0, D) for the forward step x_0 = a x_1 + sqrt(beta) z
  const a = vp.alpha(t0) / vp.alpha(t1);
  const beta = vp.sigma(t0) ** 2 - a * a * vp.sigma(t1) ** 2;
  const means = x.map(
    (x0, i) => (a * vp.sigma(t1) ** 2 * x0 + vp.alpha(t1) * beta * D[i]) / vp.sigma(t0) ** 2,
  );
  return { means, deviation: vp.sigma(t1) === 0 ? 0 : Math.sqrt(beta) };
}

/** The law after a step: the values p on the lattice, each spread over a Gaussian. */
function spread(p: Float64Array, x: Float64Array, means: Float64Array, deviation: number): Float64Array {
  const h = x[1] - x[0];
  const out = new Float64Array(p.length);
  for (let i = 0; i < p.length; i++) {
    const first = Math.max(0, Math.floor((means[i] - 8 * deviation - x[0]) / h));
    const last = Math.min(p.length - 1, Math.ceil((means[i] + 8 * deviation - x[0]) / h));
    for (let j = first; j <= last; j++)
      out[j] += p[i] * Math.exp(-((x[j] - means[i]) ** 2) / (2 * deviation ** 2));
  }
  return normalised(out, x);
}

/** The exact variance at the end of the reverse chain on a grid of times, from N(0, 1), by quadrature step by step. */
export function chainVariance(grid: Grid): number {
  const x = lattice(-6, 6, 700);
  let p = normalised(
    x.map((at) => Math.exp((-at * at) / 2)),
    x,
  );
  for (let k = 0; k + 2 < grid.length; k++) {
    const { means, deviation } = step(grid[k], grid[k + 1], x);
    p = spread(p, x, means, deviation);
  }
  // the last step adds no noise
  const { means } = step(grid[grid.length - 2], grid[grid.length - 1], x);
  const h = x[1] - x[0];
  const average = (f: (end: number) => number) => means.reduce((sum, end, i) => sum + p[i] * f(end), 0) * h;
  const mean = average((end) => end);
  return average((end) => (end - mean) ** 2);
}
