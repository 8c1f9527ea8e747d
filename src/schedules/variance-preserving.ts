import { linearRate } from "./linear-rate.ts";
import type { Schedule } from "./schedule.ts";

/**
 * Variance preserving: beta(t) = beta_min + t (beta_max - beta_min) on [0, 1], B its integral,
 * alpha = exp(-B/2), sigma^2 = 1 - exp(-B). arXiv:2011.13456, appendix B.
 *
 * @param options beta_min >= 0 and beta_max > beta_min, per unit time
 */
export function variancePreserving({ min = 0.1, max = 20 } = {}): Schedule {
  const { beta, integral: B, time } = linearRate(min, max);
  return {
    name: "vp",
    about: `beta from ${min} to ${max}`,
    end: 1,
    prior: 1,
    alpha: (t) => Math.exp(-B(t) / 2),
    sigma: (t) => Math.sqrt(-Math.expm1(-B(t))),
    drift: (t) => -beta(t) / 2,
    diffusion: (t) => Math.sqrt(beta(t)),
    time: (ratio) => time(Math.log1p(ratio * ratio)), // e^B - 1 = ratio^2
    reference: "Song et al. (2021), arXiv:2011.13456",
  };
}

export const vp = variancePreserving();
