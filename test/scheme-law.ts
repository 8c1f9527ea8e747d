import { arraySpace } from "../src/array-space.ts";
import { integrate } from "../src/integrate.ts";
import type { Interval } from "../src/interval.ts";
import type { Noise } from "../src/noise/noise.ts";
import type { Process } from "../src/solver.ts";
import type { Ensemble } from "../src/space.ts";
import { prescribedNoise } from "./prescribed-noise.ts";

type Arrays = Float64Array;

export interface Law {
  readonly mean: number;
  readonly variance: number;
}

/**
 * The exact law at the grid's end of a scheme on a linear problem in one dimension, without sampling: particle 0 carries
 * the mean, particle 1 a unit more at the start, and each other one a unit of one draw of noise in one step.
 *
 * @param draws normals that a step draws, or increments
 */
export function schemeLaw(
  make: (space: Ensemble<Arrays>, noise: Noise<Arrays>) => Process<Arrays>,
  grid: Arrays,
  start: Law,
  draws = 1,
): Law {
  const particles = 2 + draws * (grid.length - 1);
  const space = arraySpace({ particles, dimension: 1 });
  const impulse = new Float64Array(particles);
  const unit = ({ k }: Interval, draw: number, size = 1) => {
    impulse.fill(0)[2 + k * draws + draw] = size;
    return impulse;
  };
  const noise = prescribedNoise({
    normal: unit,
    increment: (at) => unit(at, 0, Math.sqrt(Math.abs(at.t1 - at.t0))),
  });
  const x = new Float64Array(particles).fill(start.mean);
  x[1] += 1;
  let end: Arrays = x;
  for (const { state } of integrate(space, make(space, noise), x, grid)) end = state.position;
  const [mean, ...others] = end;
  const [stretch, ...responses] = others.map((v) => v - mean);
  return {
    mean,
    variance: responses.reduce((sum, r) => sum + r * r, stretch ** 2 * start.variance),
  };
}
