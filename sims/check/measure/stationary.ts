import {
  arraySpace,
  grids,
  type Interval,
  intervals,
  type Noise,
  overdamped,
  underdamped,
} from "../../../src/index.ts";
import { type AnySolver, bound } from "./bound.ts";
import { prescribedNoise } from "./prescribed-noise.ts";

type Arrays = Float64Array;
/** A response this small adds nothing to the sum of squares. */
const negligible = 1e-17;
const most = 100_000;

/** Each normal of step 1 by itself: the increment, the area, and three draws. Step 0 may have those of the start as well. */
function impulse(i: number): Noise<Arrays> {
  const on = (at: Interval, which: number, size: number) => (at.k === 1 && which === i ? size : 0);
  const length = ({ t0, t1 }: Interval) => t1 - t0;
  return prescribedNoise({
    increment: (at) => on(at, 0, Math.sqrt(length(at))),
    area: (at) => on(at, 0, length(at) ** 1.5 / 2) + on(at, 1, length(at) ** 1.5 / Math.sqrt(12)),
    normal: (at, draw) => on(at, 2 + draw, 1),
  });
}
const sources = 5;

/**
 * Stationary variances of a scheme at the step h for a harmonic oscillator with k = m = k_B T = 1. The scheme is a linear
 * map, so the squares of its answer to one step's noise, added up over all later steps, are the variance.
 */
export function stationaryVariances(
  solver: AnySolver,
  h: number,
  friction = 1,
): { readonly position: number; readonly momentum: number } {
  const space = arraySpace({ particles: 1, dimension: 1 });
  const force = (_: number, q: Arrays, out: Arrays) => space.combine(out, [-1, q]);
  const sde = overdamped(space, force);
  const problems = {
    kinetic: underdamped(force, { friction }),
    general: sde,
    stratonovich: sde,
    commutative: sde,
    additive: sde,
    target: { score: force, logDensity: (_: number, q: Arrays, out: Arrays) => space.dot(out, q, q) },
  };
  let [position, momentum] = [0, 0];
  for (let i = 0; i < sources; i++) {
    const p = bound(solver, space, problems, impulse(i));
    let state = p.start(new Float64Array(1), 0);
    let quiet = 0;
    for (const at of intervals(grids.uniform(0, most * h, most))) {
      state = p.step(state, at);
      const [q, v] = [state.position, state.momentum ?? state.position].map((s) => (s as Arrays)[0]);
      position += q * q;
      momentum += v * v;
      quiet = q * q + v * v < negligible ** 2 ? quiet + 1 : 0;
      if (quiet > 3 && at.k > 3) break;
    }
  }
  return { position, momentum };
}
