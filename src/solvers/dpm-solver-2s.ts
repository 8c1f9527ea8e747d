import { solver } from "../define-solver.ts";
import { process } from "../solver.ts";

/**
 * DPM-Solver++(2S) with r = 1/2: the denoiser halfway in lambda = log(alpha / sigma) stands for the whole step. A step to
 * sigma = 0, where h is infinite, is of first order.
 */
export const dpmSolver2S = solver<"denoising">({
  name: "dpm-solver-2s",
  kind: "denoising",
  about: "DPM-Solver++(2S): exponential integrator with a second denoiser halfway in log(alpha / sigma)",
  order: 2,
  evaluations: 2,
  reference: "Lu et al. (2022), arXiv:2211.01095, Algorithm 1",
  bind(space, { schedule: { alpha, sigma, time }, denoiser }) {
    let [u, D] = [space.scratch(), space.scratch()];
    return process({
      start: (position) => ({ position }),
      step({ position: x }, { t0, t1 }) {
        D = denoiser(t0, x, D);
        if (sigma(t1) === 0) return { position: space.combine(x, [alpha(t1), D]) };
        const h = Math.log((alpha(t1) * sigma(t0)) / (sigma(t1) * alpha(t0)));
        const s = time((sigma(t0) / alpha(t0)) * Math.exp(-h / 2));
        u = space.combine(u, [sigma(s) / sigma(t0), x], [-alpha(s) * Math.expm1(-h / 2), D]);
        D = denoiser(s, u, D);
        return {
          position: space.combine(x, [sigma(t1) / sigma(t0), x], [-alpha(t1) * Math.expm1(-h), D]),
        };
      },
    });
  },
});
