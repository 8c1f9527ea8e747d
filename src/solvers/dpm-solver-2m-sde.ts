import { solver } from "../define-solver.ts";
import { directed } from "../directed.ts";
import { process } from "../solver.ts";

/**
 * SDE-DPM-Solver++(2M): the linear part and the noise of the reverse SDE exactly, the denoiser extrapolated from this step's and
 * the last one's in lambda = log(alpha / sigma). The first step is of first order, and so is one to sigma = 0, where h is infinite.
 */
export const dpmSolver2MSde = solver<"denoising">({
  name: "dpm-solver-2m-sde",
  kind: "denoising",
  about: "DPM-Solver++(2M) for the reverse SDE: fresh noise, and one denoiser of history",
  weak: 2,
  evaluations: 1,
  reference: "Lu et al. (2022), arXiv:2211.01095, SDE-DPM-Solver++(2M)",
  bind(space, { schedule: { alpha, sigma }, denoiser }, noise) {
    const lambda = (t: number) => Math.log(alpha(t) / sigma(t));
    let z = space.scratch();
    return directed(
      process({
        start: (position) => ({ position, previous: space.scratch(), now: space.scratch() }),
        step({ position: x, previous, now }, at) {
          const { t0, t1, before, k } = at;
          const D = denoiser(t0, x, now);
          z = noise.normal(at, 0, z);
          const h = lambda(t1) - lambda(t0);
          const a = (sigma(t1) / sigma(t0)) * Math.exp(-h);
          const b = -alpha(t1) * Math.expm1(-2 * h);
          const s = sigma(t1) * Math.sqrt(-Math.expm1(-2 * h));
          const first = k === 0 || sigma(t1) === 0;
          const c = first ? 0 : h / (2 * (lambda(t0) - lambda(before))); // 1 / 2r
          const position = first
            ? space.combine(x, [a, x], [b, D], [s, z])
            : space.combine(x, [a, x], [b * (1 + c), D], [-b * c, previous], [s, z]);
          return { position, previous: D, now: previous };
        },
      }),
      -1,
    );
  },
});
