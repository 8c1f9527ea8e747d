import { solver } from "../define-solver.ts";
import { directed } from "../directed.ts";
import { process } from "../solver.ts";
import { metropolisLangevin } from "./metropolis-langevin.ts";
import { reverseDiffusionStep } from "./reverse-diffusion-step.ts";

const settings = {
  snr: { default: 0.5, min: 0, about: "step size r of a correction, in units of sigma" },
  corrections: { default: 1, min: 0, integer: true, about: "corrections a level" },
} as const;

/**
 * The predictor-corrector sampler with corrections that keep p_t exactly: the reverse diffusion predictor, then
 * Metropolis-adjusted Langevin steps of size eps = 2 (r sigma)^2 at the new level. What the predictor gets wrong they mend, and add
 * no error of their own. At sigma = 0 there is nothing to correct. The state's `accepted` is 1 where the last proposal was accepted.
 */
export const adjustedCorrector = solver<"diffused">({
  name: "adjusted-corrector",
  kind: "diffused",
  about:
    "reverse diffusion steps, each followed by Metropolis-adjusted Langevin steps, which keep p_t exactly",
  evaluations: "1 + corrections",
  settings,
  reference:
    "after Song et al. (2021), arXiv:2011.13456, and Roberts and Tweedie (1996), doi:10.2307/3318418",
  bind(space, problem, noise, { snr: r, corrections } = {}) {
    const { schedule, score, logDensity } = problem;
    const predict = reverseDiffusionStep(space, schedule, noise);
    const { start, step: correct } = metropolisLangevin(space, problem, noise);
    let w = space.scratch();
    return directed(
      process({
        start,
        step(state, at) {
          const { x, z } = predict(state.position, state.score, at, w);
          w = z;
          const eps = 2 * (r * schedule.sigma(at.t1)) ** 2;
          if (eps === 0) return { ...state, position: x };
          const t = at.t1;
          let next = {
            position: x,
            score: score(t, x, state.score),
            logDensity: logDensity(t, x, state.logDensity),
            accepted: state.accepted,
          };
          for (let draw = 1; draw <= corrections; draw++) next = correct(next, { t, h: eps, at, draw });
          return next;
        },
      }),
      -1,
    );
  },
});
