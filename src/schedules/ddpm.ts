import { finite, integer } from "../check.ts";
import { monotoneCubic } from "./monotone-cubic.ts";
import type { Schedule } from "./schedule.ts";

/**
 * The discrete schedule of T steps, whose time is the index: alpha(i)^2 = product of 1 - beta_j over j = 1 to i, with beta_j
 * linear from beta_1 to beta_T. Between the indices, and so for SDE and flow, -log alpha^2 is a monotone cubic through its values
 * at the indices; its slope, the rate beta(t), is continuous. Beyond T it goes on at the last rate.
 *
 * @param options T >= 2, and 0 < beta_1 < beta_T < 1 a step
 */
export function ddpmSchedule({ steps = 1000, min = 1e-4, max = 0.02 } = {}): Schedule {
  const T = integer("T of the schedule", steps, { min: 2, max: 1e6 });
  finite("beta_1", min, { above: 0 });
  finite("beta_T", max, { above: min, below: 1 });
  const table = new Float64Array(T + 1); // -log of alpha-bar
  for (let i = 1; i <= T; i++) {
    table[i] = table[i - 1] - Math.log1p(-(min + ((i - 1) / (T - 1)) * (max - min)));
  }
  const { value: B, slope: beta, inverse } = monotoneCubic(table);
  return {
    name: "ddpm",
    about: `${T} discrete steps, beta from ${min} to ${max} a step`,
    end: T,
    prior: 1,
    alpha: (t) => Math.exp(-B(t) / 2),
    sigma: (t) => Math.sqrt(-Math.expm1(-B(t))),
    drift: (t) => -beta(t) / 2,
    diffusion: (t) => Math.sqrt(beta(t)),
    time: (ratio) => inverse(Math.log1p(ratio * ratio)), // e^B - 1 = ratio^2
    ofSteps: (steps) => ddpmSchedule({ steps, min, max }),
    reference: "Ho et al. (2020), arXiv:2006.11239",
  };
}

export const ddpm = ddpmSchedule();
