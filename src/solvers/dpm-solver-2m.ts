import { solver } from "../define-solver.ts";
import { process } from "../solver.ts";

/**
 * DPM-Solver++(2M): linear extrapolation of the denoiser in lambda = log(alpha / sigma), from this step's
 * and the last one's. The first step is of first order, and so is a last one to sigma = 0, where h is infinite.
 */
export const dpmSolver2M = solver<"denoising">({
  name: "dpm-solver-2m",
  kind: "denoising",
  about: "DPM-Solver++(2M): exponential integrator with one denoiser of history",
  order: 2,
  evaluations: 1,
  reference: "Lu et al. (2022), arXiv:2211.01095, Algorithm 2",
  bind(space, { schedule: { alpha, sigma }, denoiser }) {
    const lambda = (t: number) => Math.log(alpha(t) / sigma(t));
    return process({
      start: (position) => ({ position, previous: space.scratch(), now: space.scratch() }),
      step({ position: x, previous, now }, { t0, t1, before, k, last }) {
        const D = denoiser(t0, x, now);
        const h = lambda(t1) - lambda(t0);
        const a = sigma(t1) / sigma(t0);
        const b = -alpha(t1) * Math.expm1(-h);
        const first = k === 0 || (last && sigma(t1) === 0);
        const c = first ? 0 : h / (2 * (lambda(t0) - lambda(before))); // 1 / 2r
        const position = first
          ? space.combine(x, [a, x], [b, D])
          : space.combine(x, [a, x], [b * (1 + c), D], [-b * c, previous]);
        return { position, previous: D, now: previous };
      },
    });
  },
});
