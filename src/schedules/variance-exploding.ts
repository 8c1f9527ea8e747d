import { finite } from "../check.ts";
import type { Schedule } from "./schedule.ts";

/**
 * Variance exploding: alpha = 1, sigma(t) = sigma_min (sigma_max / sigma_min)^t on [0, 1].
 * An SDE started at x_0 has variance sigma(t)^2 - sigma_min^2. arXiv:2011.13456, appendix B.
 *
 * @param options sigma_min > 0 and sigma_max > sigma_min, in units of the data
 */
export function varianceExploding({ min = 0.01, max = 50 } = {}): Schedule {
  finite("sigma_min", min, { above: 0 });
  finite("sigma_max", max, { above: min });
  const rate = Math.log(max / min);
  const sigma = (t: number) => min * Math.exp(rate * t);
  return {
    name: "ve",
    about: `alpha = 1, sigma = ${min} (${max / min})^t`,
    end: 1,
    prior: max,
    alpha: () => 1,
    sigma,
    drift: () => 0,
    diffusion: (t) => sigma(t) * Math.sqrt(2 * rate),
    time: (ratio) => Math.log(ratio / min) / rate,
    reference: "Song et al. (2021), arXiv:2011.13456",
  };
}

export const ve = varianceExploding();
