import { finite } from "../check.ts";

/** A rate beta(t) that rises linearly over [0, 1], per unit time. */
export interface LinearRate {
  readonly beta: (t: number) => number;
  /** B(t), the integral of beta from 0 to t. */
  readonly integral: (t: number) => number;
  /** The time at which the integral has this value. */
  readonly time: (B: number) => number;
}

/** beta(t) = beta_min + t (beta_max - beta_min), with beta_min >= 0 and beta_max > beta_min. */
export function linearRate(min: number, max: number): LinearRate {
  finite("beta_min", min, { min: 0 });
  finite("beta_max", max, { above: min });
  const slope = max - min;
  return {
    beta: (t) => min + t * slope,
    integral: (t) => t * (min + (t * slope) / 2),
    time: (B) => (2 * B) / (min + Math.sqrt(min * min + 2 * slope * B)),
  };
}
