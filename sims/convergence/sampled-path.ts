import {
  type Ensemble,
  freshNoise,
  type Grid,
  type Interval,
  intervals,
  type Noise,
  UsageError,
} from "../../src/index.ts";

/**
 * One Brownian path a particle, known at the points of a uniform grid: increments and areas between any two of them
 * are sums of those of the grid's own steps. Memory is that of two values a particle and point.
 */
export function sampledPath(space: Ensemble<Float64Array>, seed: bigint, grid: Grid): Noise<Float64Array> {
  const fresh = freshNoise(space, seed);
  const length = space.particles * space.dimension;
  const h = grid[1] - grid[0];
  /** W and its integral, from the start of the grid. */
  const W: Float64Array[] = [new Float64Array(length)];
  const I: Float64Array[] = [new Float64Array(length)];
  let [dW, dI] = [space.scratch(), space.scratch()];
  for (const at of intervals(grid)) {
    const [w, i] = [W[at.k], I[at.k]];
    dW = fresh.increment(at, dW);
    dI = fresh.area(at, dI);
    W.push(space.combine(space.scratch(), [1, w], [1, dW]));
    I.push(space.combine(space.scratch(), [1, i], [h, w], [1, dI]));
  }
  const index = (t: number): number => {
    const k = Math.round((t - grid[0]) / h);
    if (Math.abs(grid[k] - t) <= 1e-9 * Math.abs(h)) return k;
    throw new UsageError({ what: "time on a path", got: t, expected: "a point of its grid" });
  };
  const ends = ({ t0, t1 }: Interval) => [index(t0), index(t1)] as const;
  return {
    ...fresh,
    increment(at, out) {
      const [a, b] = ends(at);
      return space.combine(out, [1, W[b]], [-1, W[a]]);
    },
    area(at, out) {
      const [a, b] = ends(at);
      return space.combine(out, [1, I[b]], [-1, I[a]], [at.t0 - at.t1, W[a]]);
    },
  };
}
