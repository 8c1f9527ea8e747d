import { solver } from "../define-solver.ts";
import { directed } from "../directed.ts";
import { process } from "../solver.ts";

const settings = {
  eta: { default: 0, min: 0, max: 1, about: "share of DDPM's noise: 0 none, 1 all, of variance beta-tilde" },
} as const;

/**
 * DDIM: x_1 = alpha_1 D + sqrt(sigma_1^2 - s^2) eps + s z, where eps = (x_0 - alpha_0 D) / sigma_0 is the noise that D leaves and
 * s^2 = eta^2 beta-tilde. With eta = 0 it is of first order on the probability flow and runs either way; with noise time has to fall.
 */
export const ddim = solver<"denoising">({
  name: "ddim",
  kind: "denoising",
  about:
    "the denoised data and the noise that is left, moved to the next level; with eta > 0 part of it drawn anew",
  order: 1,
  evaluations: 1,
  settings,
  reference: "Song et al. (2021), arXiv:2010.02502, equation 12",
  bind(space, { schedule: { alpha, sigma }, denoiser }, noise, { eta } = {}) {
    let [D, z] = [space.scratch(), space.scratch()];
    return directed(
      process({
        start: (position) => ({ position }),
        step({ position: x }, at) {
          const { t0, t1 } = at;
          D = denoiser(t0, x, D);
          const a = alpha(t0) / alpha(t1);
          const betaTilde = sigma(t1) ** 2 * (1 - ((a * sigma(t1)) / sigma(t0)) ** 2);
          const s = eta > 0 ? eta * Math.sqrt(betaTilde) : 0;
          const c = Math.sqrt(sigma(t1) ** 2 - s * s) / sigma(t0);
          const b = alpha(t1) - c * alpha(t0);
          if (s === 0) return { position: space.combine(x, [c, x], [b, D]) };
          z = noise.normal(at, 0, z);
          return { position: space.combine(x, [c, x], [b, D], [s, z]) };
        },
      }),
      eta > 0 ? -1 : 0,
    );
  },
});
