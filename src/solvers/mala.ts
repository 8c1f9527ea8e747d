import { solver } from "../define-solver.ts";
import { process } from "../solver.ts";
import { metropolisLangevin } from "./metropolis-langevin.ts";

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
  bind(space, problem, noise) {
    const { start, step } = metropolisLangevin(space, problem, noise);
    return process({
      start,
      step: (state, at) => step(state, { t: at.t1, h: at.t1 - at.t0, at, draw: 0 }),
    });
  },
});
