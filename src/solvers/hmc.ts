import { solver } from "../define-solver.ts";
import { add, div, formula, input, sub } from "../formula/index.ts";
import { process } from "../solver.ts";
import { metropolis } from "./metropolis.ts";

const [proposed, current, after, before] = [0, 1, 2, 3].map(input);
/** H(x, p) - H(y, p') for H = p^2/2 - log density */
const ratioOf = formula({ inputs: 4, outputs: [add(sub(proposed, current), div(sub(before, after), 2))] });

const settings = {
  leaps: { default: 10, min: 1, max: 100_000, integer: true, about: "leapfrog steps a trajectory" },
} as const;

/**
 * Hamiltonian Monte Carlo: a fresh momentum from N(0, 1), a trajectory of leapfrog steps whose length is the interval, and
 * its end accepted or rejected for each particle, so the law is exact at every step size.
 * The state's `accepted` is 1 where the last trajectory was accepted; a log-density that is not finite rejects. A start where the
 * score is not finite becomes NaN, at which `integrate` stops.
 */
export const hmc = solver<"target">({
  name: "hmc",
  kind: "target",
  about:
    "Hamiltonian Monte Carlo: an interval is a trajectory of leapfrog steps; exact law at every step size",
  adjusted: true,
  evaluations: "leaps",
  settings,
  reference: "Duane et al. (1987), doi:10.1016/0370-2693(87)91197-X",
  bind(space, { score, logDensity }, noise, { leaps } = {}) {
    const { accepts, choose, start } = metropolis(space);
    let [y, p, s] = [space.scratch(), space.scratch(), space.scratch()];
    let [l, u, before, after] = [space.scratch(1), space.scratch(1), space.scratch(1), space.scratch(1)];
    return process({
      start(x, t) {
        const s0 = score(t, x, space.scratch());
        const l0 = logDensity(t, x, space.scratch(1));
        const accepted = space.combine(space.scratch(1));
        return { position: start(x, s0, l0), score: s0, logDensity: l0, accepted };
      },
      step({ position: x, score: s0, logDensity: l0, accepted }, at) {
        const h = (at.t1 - at.t0) / leaps;
        p = noise.normal(at, 0, p);
        u = noise.uniform(at, 0, u);
        before = space.dot(before, p, p);
        p = space.combine(p, [1, p], [h / 2, s0]);
        y = space.combine(y, [1, x], [h, p]);
        for (let leap = 1; leap < leaps; leap++) {
          s = score(at.t1, y, s);
          p = space.combine(p, [1, p], [h, s]);
          y = space.combine(y, [1, y], [h, p]);
        }
        s = score(at.t1, y, s);
        p = space.combine(p, [1, p], [h / 2, s]);
        l = logDensity(at.t1, y, l);
        after = space.dot(after, p, p);
        after = space.map(ratioOf, [], after, l, l0, after, before);
        accepted = accepts(accepted, u, after, l);
        return {
          position: choose(accepted, y, x),
          score: choose(accepted, s, s0),
          logDensity: choose(accepted, l, l0),
          accepted,
        };
      },
    });
  },
});
