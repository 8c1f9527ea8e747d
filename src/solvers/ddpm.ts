import { solver } from "../define-solver.ts";
import { directed } from "../directed.ts";
import { process } from "../solver.ts";

const settings = {
  variance: {
    default: 0,
    min: 0,
    max: 1,
    about: "v in log variance = v log(beta) + (1 - v) log(beta-tilde): 0 is beta-tilde, 1 is beta",
  },
} as const;

/**
 * DDPM's ancestral sampling: from t0 to t1 the Gaussian of q(x_1 | x_0, D) for the forward step x_0 = a x_1 + sqrt(beta) z, with
 * D in place of the data. Its variance is beta-tilde = beta sigma_1^2 / sigma_0^2, which is exact for a single point, beta, which
 * is exact for N(0, 1) under VP, or between the two (arXiv:2102.09672, equation 15). The last step to sigma = 0 adds no noise.
 */
export const ddpm = solver<"denoising">({
  name: "ddpm",
  kind: "denoising",
  about: "ancestral sampling: a Gaussian reverse step of variance beta-tilde, or up to beta",
  weak: 1,
  evaluations: 1,
  settings,
  reference: "Ho et al. (2020), arXiv:2006.11239, Algorithm 2",
  bind(space, { schedule: { alpha, sigma }, denoiser }, noise, { variance: v } = {}) {
    let [D, z] = [space.scratch(), space.scratch()];
    return directed(
      process({
        start: (position) => ({ position }),
        step({ position: x }, at) {
          const { t0, t1 } = at;
          const a = alpha(t0) / alpha(t1);
          const keep = (sigma(t1) / sigma(t0)) ** 2; // beta-tilde / beta
          const beta = sigma(t0) ** 2 * (1 - a * a * keep);
          const deviation = sigma(t1) === 0 ? 0 : Math.sqrt(beta * keep ** (1 - v));
          D = denoiser(t0, x, D);
          z = noise.normal(at, 0, z);
          const gain = (alpha(t1) * beta) / sigma(t0) ** 2;
          return { position: space.combine(x, [a * keep, x], [gain, D], [deviation, z]) };
        },
      }),
      -1,
    );
  },
});
