import { finite, integer } from "../check.ts";
import type { Schedule } from "./schedule.ts";

/** The first index at which a rising table is at least this value, and at least 1; the last index above its end. */
function interval(table: Float64Array, value: number): number {
  let [low, high] = [1, table.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (table[middle] >= value) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * The discrete schedule of T steps, whose time is the index: alpha(i)^2 = product of 1 - beta_j over j = 1 to i, with beta_j
 * linear from beta_1 to beta_T. Between the indices log alpha is linear (arXiv:2206.00927, appendix D), so the rate is
 * -log(1 - beta_i) on (i - 1, i], and a reverse step from i asks for beta_i. Beyond T it goes on at the last rate.
 *
 * @param options T >= 2, and 0 < beta_1 < beta_T < 1 a step
 */
export function ddpmSchedule({ steps = 1000, min = 1e-4, max = 0.02 } = {}): Schedule {
  const T = integer("T of the schedule", steps, { min: 2, max: 1e6 });
  finite("beta_1", min, { above: 0 });
  finite("beta_T", max, { above: min, below: 1 });
  const B = new Float64Array(T + 1); // -log alpha-bar
  for (let i = 1; i <= T; i++) B[i] = B[i - 1] - Math.log1p(-(min + ((i - 1) / (T - 1)) * (max - min)));
  const above = (t: number) => Math.min(T, Math.max(1, Math.ceil(t)));
  const rate = (t: number) => B[above(t)] - B[above(t) - 1];
  const at = (t: number) => B[above(t)] - (above(t) - t) * rate(t);
  return {
    name: "ddpm",
    about: `${T} discrete steps, beta from ${min} to ${max} a step`,
    end: T,
    prior: 1,
    alpha: (t) => Math.exp(-at(t) / 2),
    sigma: (t) => Math.sqrt(-Math.expm1(-at(t))),
    drift: (t) => -rate(t) / 2,
    diffusion: (t) => Math.sqrt(rate(t)),
    time(ratio) {
      const b = Math.log1p(ratio * ratio); // e^B - 1 = ratio^2
      const i = interval(B, b);
      return i - (B[i] - b) / (B[i] - B[i - 1]);
    },
    ofSteps: (steps) => ddpmSchedule({ steps, min, max }),
    reference: "Ho et al. (2020), arXiv:2006.11239",
  };
}

export const ddpm = ddpmSchedule();
