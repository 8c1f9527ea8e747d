import { linearRate } from "./linear-rate.ts";
import type { Schedule } from "./schedule.ts";

/**
 * Sub-VP: alpha = exp(-B/2) as under VP, and the standard deviation, not the variance, is sigma = 1 - exp(-B).
 * g^2 = beta (1 - exp(-2B)). arXiv:2011.13456, appendix B.
 *
 * @param options beta_min >= 0 and beta_max > beta_min, per unit time
 */
export function subVariancePreserving({ min = 0.1, max = 20 } = {}): Schedule {
  const { beta, integral: B, time } = linearRate(min, max);
  return {
    name: "sub-vp",
    about: `beta from ${min} to ${max}, sigma = 1 - alpha^2`,
    end: 1,
    prior: 1,
    alpha: (t) => Math.exp(-B(t) / 2),
    sigma: (t) => -Math.expm1(-B(t)),
    drift: (t) => -beta(t) / 2,
    diffusion: (t) => Math.sqrt(-beta(t) * Math.expm1(-2 * B(t))),
    time: (ratio) => time(2 * Math.asinh(ratio / 2)), // e^{B/2} - e^{-B/2} = ratio
    reference: "Song et al. (2021), arXiv:2011.13456",
  };
}

export const subVp = subVariancePreserving();
