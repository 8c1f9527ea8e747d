import { finite } from "../check.ts";
import { solver } from "../define-solver.ts";
import { add, div, formula, input, less, log, mul, parameter, select, sub } from "../formula/index.ts";
import { process } from "../solver.ts";

const [h, u, proposed, current, back, forth] = [parameter("h"), ...[0, 1, 2, 3, 4].map(input)];
const ratio = add(sub(proposed, current), sub(div(forth, 2), div(back, mul(4, h))));
/**
 * log u < log p(y) - log p(x) + log q(x | y) - log q(y | x). An infinite density is rejected, and so is
 * NaN, which compares false.
 */
const accepts = formula({
  inputs: 5,
  parameters: ["h"],
  outputs: [mul(less(log(u), ratio), less(proposed, Infinity))],
});
const chosen = formula({ inputs: 3, outputs: [select(input(0), input(1), input(2))] });

/**
 * The Metropolis-adjusted Langevin algorithm: a step h of overdamped Langevin dynamics is a proposal,
 * accepted or rejected for each particle, so the law is exact at every step size.
 * Time runs forwards. The state's `accepted` is 1 where the last proposal was accepted; a log-density that is not finite rejects.
 */
export const mala = solver<"target">({
  name: "mala",
  kind: "target",
  about: "Metropolis-adjusted Langevin: exact law at every step size",
  evaluations: 1,
  reference: "Roberts and Tweedie (1996), doi:10.2307/3318418",
  bind(space, { score, logDensity }, noise) {
    let [z, y, s, d] = [space.scratch(), space.scratch(), space.scratch(), space.scratch()];
    let [l, u, back, forth] = [space.scratch(1), space.scratch(1), space.scratch(1), space.scratch(1)];
    return process({
      start: (position, t) => ({
        position,
        score: score(t, position, space.scratch()),
        logDensity: logDensity(t, position, space.scratch(1)),
        accepted: space.combine(space.scratch(1)),
      }),
      step({ position, score: s0, logDensity: l0, accepted }, at) {
        const h = finite("step of mala", at.t1 - at.t0, { above: 0 });
        z = noise.normal(at, 0, z);
        u = noise.uniform(at, 0, u);
        y = space.combine(y, [1, position], [h, s0], [Math.sqrt(2 * h), z]);
        s = score(at.t1, y, s);
        l = logDensity(at.t1, y, l);
        d = space.combine(d, [1, position], [-1, y], [-h, s]);
        back = space.dot(back, d, d);
        forth = space.dot(forth, z, z);
        accepted = space.map(accepts, [h], accepted, u, l, l0, back, forth);
        return {
          position: space.map(chosen, [], position, accepted, y, position),
          score: space.map(chosen, [], s0, accepted, s, s0),
          logDensity: space.map(chosen, [], l0, accepted, l, l0),
          accepted,
        };
      },
    });
  },
});
