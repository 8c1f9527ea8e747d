import { finite } from "../check.ts";

/** Mean and standard deviation of one coordinate of the data. */
export interface DataMoments {
  readonly mean: number;
  readonly deviation: number;
}

/** The coefficients of D(x, sigma) = mean + c_skip y + c_out F(c_in y, c_noise), where y = x - mean. */
export interface Preconditioning {
  readonly skip: number;
  readonly out: number;
  readonly in: number;
  readonly noise: number;
}

/**
 * The coefficients with which input and target of F have variance 1 at every noise level, and the loss with
 * the weight 1 / c_out^2 is the mean square of F's own error. T. Karras et al. (2022), arXiv:2206.00364,
 * table 1.
 *
 * @param sigma standard deviation of the noise, > 0
 */
export function preconditioning(sigma: number, { mean, deviation: s }: DataMoments): Preconditioning {
  finite("noise level sigma", sigma, { above: 0 });
  finite("mean of the data", mean);
  finite("standard deviation of the data", s, { above: 0 });
  const total = sigma * sigma + s * s;
  const root = Math.sqrt(total);
  return { skip: (s * s) / total, out: (sigma * s) / root, in: 1 / root, noise: Math.log(sigma) / 4 };
}
