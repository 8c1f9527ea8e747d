import { solver } from "../define-solver.ts";
import { directed } from "../directed.ts";
import { UsageError } from "../refusal.ts";
import { process } from "../solver.ts";

const settings = {
  churn: {
    default: 0,
    min: 0,
    max: Math.SQRT2 - 1,
    about: "gamma, by which the noise is raised before a step: S_churn over the number of steps",
  },
  inflation: { default: 1, min: 0, about: "S_noise, the factor of the noise that is added" },
  lowest: { default: 0, min: 0, about: "S_min, the noise level sigma / alpha below which none is added" },
  highest: { default: 1e9, min: 0, about: "S_max, the noise level above which none is added" },
} as const;

/**
 * EDM's stochastic sampler, in y = x / alpha and rho = sigma / alpha so that it serves any schedule: raise rho to (1 + gamma) rho
 * by fresh noise, then a step of Heun's method of dy/drho = (y - D) / rho down to the next level; a step to rho = 0 is Euler's. The
 * raised level of a first step may lie beyond the schedule's end. With churn time has to fall.
 */
export const edmHeun = solver<"denoising">({
  name: "edm-heun",
  kind: "denoising",
  about: "Heun's method in the noise level sigma / alpha, with churn: noise that is added before a step",
  order: 2,
  evaluations: 2,
  settings,
  reference: "Karras et al. (2022), arXiv:2206.00364, Algorithm 2",
  bind(space, { schedule, denoiser }, noise, { churn, inflation, lowest, highest } = {}) {
    if (lowest > highest) {
      throw new UsageError({ what: "lowest", got: lowest, expected: `at most highest, ${highest}` });
    }
    const { alpha, sigma, time } = schedule;
    let [z, D, d0, d1] = [space.scratch(), space.scratch(), space.scratch(), space.scratch()];
    return directed(
      process({
        start: (position) => ({ position }),
        step({ position: x }, at) {
          const [rho0, rho1] = [at.t0, at.t1].map((t) => sigma(t) / alpha(t));
          const gamma = rho0 >= lowest && rho0 <= highest ? churn : 0;
          const rho = rho0 * (1 + gamma);
          const t = gamma > 0 ? time(rho) : at.t0;
          if (gamma > 0) {
            z = noise.normal(at, 0, z);
            const s = alpha(t) * inflation * Math.sqrt(rho * rho - rho0 * rho0);
            x = space.combine(x, [alpha(t) / alpha(at.t0), x], [s, z]);
          }
          // d = dy/drho at both ends, for x = alpha y
          const h = rho1 - rho;
          const scale = alpha(at.t1) / alpha(t);
          D = denoiser(t, x, D);
          d0 = space.combine(d0, [1 / (alpha(t) * rho), x], [-1 / rho, D]);
          if (rho1 === 0) return { position: space.combine(x, [scale, x], [alpha(at.t1) * h, d0]) };
          z = space.combine(z, [scale, x], [alpha(at.t1) * h, d0]);
          D = denoiser(at.t1, z, D);
          d1 = space.combine(d1, [1 / (alpha(at.t1) * rho1), z], [-1 / rho1, D]);
          const half = (alpha(at.t1) * h) / 2;
          return { position: space.combine(x, [scale, x], [half, d0], [half, d1]) };
        },
      }),
      churn > 0 ? -1 : 0,
    );
  },
});
