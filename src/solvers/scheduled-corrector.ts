import { solver } from "../define-solver.ts";
import { directed } from "../directed.ts";
import { process } from "../solver.ts";
import { reverseDiffusionStep } from "./reverse-diffusion-step.ts";

const settings = {
  snr: { default: 0.16, min: 0, max: 1, about: "step size r of a corrector step, in units of sigma" },
  corrections: { default: 1, min: 0, integer: true, about: "corrector steps a level" },
} as const;

/**
 * The predictor-corrector sampler with a corrector that depends on the schedule only: the reverse diffusion predictor, then
 * Langevin steps x + eps s + sqrt(2 eps) z at the new level with eps = 2 (r sigma)^2, what the published step is where the score is
 * the noise's, |s| = |z| / sigma. On a Gaussian of variance v the corrector keeps v / (1 - r^2 sigma^2 / v). At
 * sigma = 0 there is nothing to correct.
 */
export const scheduledCorrector = solver<"denoising">({
  name: "scheduled-corrector",
  kind: "denoising",
  about:
    "reverse diffusion steps, each followed by Langevin steps of size 2 (r sigma)^2, which couple nothing",
  evaluations: "1 + corrections",
  settings,
  reference: "after Song et al. (2021), arXiv:2011.13456, Algorithms 4 and 5",
  bind(space, { schedule, score }, noise, { snr: r, corrections } = {}) {
    const predict = reverseDiffusionStep(space, schedule, noise);
    let [s, w] = [space.scratch(), space.scratch()];
    return directed(
      process({
        start: (position) => ({ position }),
        step({ position }, at) {
          s = score(at.t0, position, s);
          let { x, z } = predict(position, s, at, w);
          const eps = 2 * (r * schedule.sigma(at.t1)) ** 2;
          for (let draw = 1; draw <= corrections && eps > 0; draw++) {
            s = score(at.t1, x, s);
            z = noise.normal(at, draw, z);
            x = space.combine(x, [1, x], [eps, s], [Math.sqrt(2 * eps), z]);
          }
          w = z;
          return { position: x };
        },
      }),
      -1,
    );
  },
});
