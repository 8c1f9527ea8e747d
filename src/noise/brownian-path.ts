import { finite } from "../check.ts";
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
 * @param seed 64 bits
 * @param interval [from, to], from < to; a query outside it is a `UsageError`
 */
export function brownianPath<S>(
  space: Ensemble<S>,
  seed: bigint,
  interval: readonly [from: number, to: number],
): Noise<S> {
  const from = finite("start of a Brownian path", interval[0]);
  const to = finite("end of a Brownian path", interval[1], { above: from });
  const { particles, dimension, first } = space;
  const tree = new BrownianTree(seed, first, particles, dimension, from, to);
  const make = (): PathValue => ({
    w: new Float64Array(particles * dimension),
    integral: new Float64Array(particles * dimension),
  });
  const a = make();
  const b = make();
  return {
    ...freshNoise(space, seed),
    increment({ t0, t1 }, out) {
      tree.locate(t0, a);
      tree.locate(t1, b);
      return space.fill(out, dimension, (values) => {
        for (let i = 0; i < values.length; i++) values[i] = b.w[i] - a.w[i];
      });
    },
    area({ t0, t1 }, out) {
      tree.locate(t0, a);
      tree.locate(t1, b);
      return space.fill(out, dimension, (values) => {
        for (let i = 0; i < values.length; i++) {
          values[i] = b.integral[i] - a.integral[i] - (t1 - t0) * a.w[i];
        }
      });
    },
  };
}
