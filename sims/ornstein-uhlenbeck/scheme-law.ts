import { grids } from "../../src/index.ts";
import { responses, varianceOf } from "../check/measure/impulses.ts";
import { bind } from "../sampling/bind.ts";
import type { SampleSpec } from "../sampling/spec.ts";

/** The law of a scheme on a linear problem with constant coefficients, at equal steps. */
export interface SchemeLaw {
  /** The factor of a step: x_n = growth^n x_0 + noise. */
  readonly growth: number;
  /** The stationary variance; undefined where the scheme is unstable at this step. */
  readonly stationary?: number;
  /** The variance after n steps from a start of this variance. */
  readonly variance: (n: number, start: number) => number;
}

/** Steps after which what a method adds in a step does not depend on how it started. */
const settled = 4;

/**
 * The exact law of a scheme at step h, by running it once for each of the normals that it draws. With v_n the variance
 * after n steps from a point and S the square of the growth, v_{m+n} = v + S^n (v_m - v) from m on: v is the stationary variance.
 */
export function schemeLaw(spec: SampleSpec, h: number): SchemeLaw {
  const run = (steps: number) => {
    const grid = grids.uniform(0, steps * h, steps);
    return responses((space, noise) => bind(space, { dimension: 1 }, { ...spec, grid }, noise), grid);
  };
  const growth = run(1).stretch;
  const S = growth ** 2;
  const [few, more] = [settled, 2 * settled].map((n) => varianceOf(run(n)));
  const v = (more - S ** settled * few) / (1 - S ** settled);
  const later = (n: number) => (S === 1 ? few + (n / settled) * (more - few) : v + S ** n * (few - v));
  return {
    growth,
    ...(S < 1 && { stationary: v }),
    variance(n, start) {
      if (n === 0) return start;
      return S ** n * start + (n < settled ? varianceOf(run(n)) : later(n - settled));
    },
  };
}
