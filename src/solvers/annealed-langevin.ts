import { solver } from "../define-solver.ts";
import { process } from "../solver.ts";

const settings = {
  ratio: { default: 0.1, min: 0, about: "step size in units of sigma^2" },
  corrections: { default: 100, min: 1, integer: true, about: "Langevin steps at each level" },
} as const;

/**
 * Annealed Langevin dynamics: at the noise level of each interval's start, a number of steps
 * x' = x + (eps/2) s + sqrt(eps) z with eps = ratio sigma^2; the paper's eps / sigma_L^2 is the ratio. L levels take
 * a grid of L + 1 times, whose last one only ends the run.
 */
export const annealedLangevin = solver<"denoising">({
  name: "annealed-langevin",
  kind: "denoising",
  about: "Langevin steps of size ratio sigma^2 at each noise level in turn",
  evaluations: "corrections",
  settings,
  reference: "Song and Ermon (2019), arXiv:1907.05600, Algorithm 1",
  bind(space, { schedule, score }, noise, { ratio, corrections } = {}) {
    let s = space.scratch();
    let z = space.scratch();
    return process({
      start: (position) => ({ position }),
      step({ position: x }, at) {
        const eps = ratio * schedule.sigma(at.t0) ** 2;
        for (let draw = 0; draw < corrections; draw++) {
          s = score(at.t0, x, s);
          z = noise.normal(at, draw, z);
          x = space.combine(x, [1, x], [eps / 2, s], [Math.sqrt(eps), z]);
        }
        return { position: x };
      },
    });
  },
});
