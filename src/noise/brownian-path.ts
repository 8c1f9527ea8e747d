import { checkSeed, finite } from "../check.ts";
import type { Interval } from "../interval.ts";
import type { Ensemble } from "../space.ts";
import { BrownianTree, type PathValue } from "./brownian-tree.ts";
import { freshNoise } from "./fresh.ts";
import type { Noise } from "./noise.ts";

/**
 * One Brownian motion, the same for every grid laid on its interval: a dyadic tree of 30 levels, whose nodes
 * take their heap index as the step of the address, and the exact bridge below. An increment is
 * W(t1) - W(t0), so a coarse one is the sum of the fine ones, and the order of queries does not matter.
 * A time on an upper level of the tree costs few draws, an arbitrary one 60 normals a component.
 *
 * @param seed 0 to 2^64 - 1
 * @param interval [from, to], from < to; a query outside it is a `UsageError`
 */
export function brownianPath<S>(
  space: Ensemble<S>,
  seed: bigint,
  interval: readonly [from: number, to: number],
): Noise<S> {
  checkSeed(seed);
  const from = finite("start of a Brownian path", interval[0]);
  const to = finite("end of a Brownian path", interval[1], { above: from });
  const { particles, dimension, first } = space;
  const tree = new BrownianTree(seed, first, particles, dimension, from, to);
  const make = (): PathValue & { t: number } => ({
    t: Number.NaN,
    w: new Float64Array(particles * dimension),
    integral: new Float64Array(particles * dimension),
  });
  let a = make();
  let b = make();
  const locate = (t: number, value: typeof a) => {
    if (value.t === t) return;
    value.t = Number.NaN; // until the path is there
    tree.locate(t, value);
    value.t = t;
  };
  /** Leaves the path at t0 in a and at t1 in b. On a grid t0 is the last interval's t1, and is there. */
  const visit = ({ t0, t1 }: Interval) => {
    if (b.t === t0) [a, b] = [b, a];
    locate(t0, a);
    locate(t1, b);
  };
  return {
    ...freshNoise(space, seed),
    increment(at, out) {
      visit(at);
      return space.fill(out, dimension, (values) => {
        for (let i = 0; i < values.length; i++) values[i] = b.w[i] - a.w[i];
      });
    },
    area(at, out) {
      visit(at);
      const h = at.t1 - at.t0;
      return space.fill(out, dimension, (values) => {
        for (let i = 0; i < values.length; i++) values[i] = b.integral[i] - a.integral[i] - h * a.w[i];
      });
    },
  };
}
