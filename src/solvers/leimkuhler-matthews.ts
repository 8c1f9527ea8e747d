import { solver } from "../define-solver.ts";
import { constant } from "../formula/index.ts";
import { process } from "../solver.ts";

/**
 * x + h f + B (dW of the last step + dW of this one) / 2, for noise that does not change in time: Euler-Maruyama's cost,
 * and a stationary law of second order in h. The state carries the last step's normal, at the start one of its own.
 */
export const leimkuhlerMatthews = solver<"additive">({
  name: "leimkuhler-matthews",
  kind: "additive",
  about: "x + h f + B (dW before + dW) / 2; where the noise is constant the stationary law is of order 2",
  calculus: "both",
  order: 1,
  strong: 0.5,
  weak: 1,
  stationary: { position: constant(1) },
  evaluations: 1,
  reference: "Leimkuhler and Matthews (2013), doi:10.1093/amrx/abs010; Vilmart (2015), doi:10.1137/140974328",
  bind(space, { drift, product }, noise) {
    let f = space.scratch();
    let w = space.scratch();
    return process({
      start(position, t) {
        const previous = noise.normal({ t0: t, t1: t, before: t, k: 0, last: false }, 0, space.scratch());
        return { position, previous, normal: space.scratch() };
      },
      step({ position: x, previous, normal: z }, at) {
        const h = at.t1 - at.t0;
        const root = Math.sqrt(Math.abs(h));
        f = drift(at.t0, x, f);
        z = noise.increment(at, z);
        z = space.combine(z, [1 / root, z]);
        w = space.combine(w, [root / 2, previous], [root / 2, z]);
        w = product(at.t0, x, w, w);
        return { position: space.combine(x, [1, x], [h, f], [1, w]), previous: z, normal: previous };
      },
    });
  },
});
