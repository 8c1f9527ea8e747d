import { finite } from "../check.ts";
import type { Schedule } from "./schedule.ts";

/**
 * Time is the noise level itself: alpha = 1, sigma(t) = t up to `max`. arXiv:2206.00364.
 *
 * @param options sigma_max > 0, in units of the data
 */
export function edmSchedule({ max = 80 } = {}): Schedule {
  finite("sigma_max", max, { above: 0 });
  return {
    name: "edm",
    about: `alpha = 1, sigma = t up to ${max}`,
    end: max,
    prior: max,
    alpha: () => 1,
    sigma: (t) => t,
    drift: () => 0,
    diffusion: (t) => Math.sqrt(2 * t),
    time: (ratio) => ratio,
    reference: "Karras et al. (2022), arXiv:2206.00364",
  };
}

export const edm = edmSchedule();
