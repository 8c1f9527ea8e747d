import { solver } from "../define-solver.ts";
import { add, div, formula, input, mul, parameter, sub } from "../formula/index.ts";
import { process } from "../solver.ts";
import { metropolis } from "./metropolis.ts";

const [h, proposed, current, back, forth] = [parameter("h"), ...[0, 1, 2, 3].map(input)];
/** log p(y) - log p(x) + log q(x | y) - log q(y | x) */
const ratioOf = formula({
  inputs: 4,
  outputs: [add(sub(proposed, current), sub(div(forth, 2), div(back, mul(4, h))))],
});

/**
 * The Metropolis-adjusted Langevin algorithm: a step h of overdamped Langevin dynamics is a proposal,
 * accepted or rejected for each particle, so the law is exact at every step size.
 * The state's `accepted` is 1 where the last proposal was accepted; a log-density that is not finite rejects. A start where the
 * score is not finite becomes NaN, at which `integrate` stops.
 */
export const mala = solver<"target">({
  name: "mala",
  kind: "target",
  about: "Metropolis-adjusted Langevin: exact law at every step size",
  adjusted: true,
  evaluations: 1,
  reference: "Roberts and Tweedie (1996), doi:10.2307/3318418",
  bind(space, { score, logDensity }, noise) {
    const { accepts, choose, start } = metropolis(space);
    let [z, y, s, d] = [space.scratch(), space.scratch(), space.scratch(), space.scratch()];
    let [l, u, back, forth] = [space.scratch(1), space.scratch(1), space.scratch(1), space.scratch(1)];
    return process({
      start(x, t) {
        const s0 = score(t, x, space.scratch());
        const l0 = logDensity(t, x, space.scratch(1));
        const accepted = space.combine(space.scratch(1));
        return { position: start(x, s0, l0), score: s0, logDensity: l0, accepted };
      },
      step({ position: x, score: s0, logDensity: l0, accepted }, at) {
        const h = at.t1 - at.t0;
        z = noise.normal(at, 0, z);
        u = noise.uniform(at, 0, u);
        y = space.combine(y, [1, x], [h, s0], [Math.sqrt(2 * h), z]);
        s = score(at.t1, y, s);
        l = logDensity(at.t1, y, l);
        d = space.combine(d, [1, x], [-1, y], [-h, s]);
        back = space.dot(back, d, d);
        forth = space.dot(forth, z, z);
        forth = space.map(ratioOf, [h], forth, l, l0, back, forth);
        accepted = accepts(accepted, u, forth, l);
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
