import { solver } from "../define-solver.ts";
import { process } from "../solver.ts";

/**
 * DPM-Solver++(3M): the denoiser's quadratic in lambda = log(alpha / sigma), from this step's and the last two, integrated exactly
 * against the exponential. The quadratic term is twice that of the widely copied code, which is of order 2. The first step is
 * DPM-Solver++(2S), as a first step of first order would leave the whole at order 2; a step to sigma = 0, where h is infinite, is
 * of first order.
 */
export const dpmSolver3M = solver<"denoising">({
  name: "dpm-solver-3m",
  kind: "denoising",
  about: "DPM-Solver++(3M): exponential integrator with two denoisers of history",
  order: 3,
  evaluations: "1, at the first step 2",
  reference: "Lu et al. (2022), arXiv:2211.01095",
  bind(space, { schedule: { alpha, sigma, time }, denoiser }) {
    const lambda = (t: number) => Math.log(alpha(t) / sigma(t));
    let u = space.scratch();
    return process({
      start: (position) => ({
        position,
        now: space.scratch(),
        D1: space.scratch(),
        D2: space.scratch(),
        lambda1: 0,
        lambda2: 0,
      }),
      step({ position: x, now, D1, D2, lambda1, lambda2 }, { t0, t1, k }) {
        const D = denoiser(t0, x, now);
        const l = lambda(t0);
        const h = lambda(t1) - l;
        const a = sigma(t1) / sigma(t0);
        const b = alpha(t1);
        const w0 = -Math.expm1(-h);
        if (sigma(t1) === 0) {
          const position = space.combine(x, [b, D]);
          return { position, now: D2, D1: D, D2: D1, lambda1: l, lambda2: lambda1 };
        }
        if (k === 0) {
          const s = time(Math.exp(-l - h / 2));
          u = space.combine(u, [sigma(s) / sigma(t0), x], [-alpha(s) * Math.expm1(-h / 2), D]);
          const middle = denoiser(s, u, D1);
          const position = space.combine(x, [a, x], [b * w0, middle]);
          return { position, now: D2, D1: middle, D2: D, lambda1: l + h / 2, lambda2: l };
        }
        // integrals of h exp(-(1 - tau) h) tau^n over 0 < tau < 1, and Lagrange's polynomials of the nodes 0, -r1, -r2
        const w1 = 1 - w0 / h;
        const w2 = 1 - (2 * w1) / h;
        const [r1, r2] = [(l - lambda1) / h, (l - lambda2) / h];
        const b1 = -(w2 + r2 * w1) / (r1 * (r2 - r1));
        const b2 = (w2 + r1 * w1) / (r2 * (r2 - r1));
        const position = space.combine(x, [a, x], [b * (w0 - b1 - b2), D], [b * b1, D1], [b * b2, D2]);
        return { position, now: D2, D1: D, D2: D1, lambda1: l, lambda2: lambda1 };
      },
    });
  },
});
