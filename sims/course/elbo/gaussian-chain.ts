import { finite, integer } from "../../../src/index.ts";

/** What the data is: N(mean, variance), one pixel. */
export interface DataLaw {
  readonly mean: number;
  readonly variance: number;
}

/**
 * The chain x_t = sqrt(1 - beta_t) x_{t-1} + sqrt(beta_t) z of T steps. Arrays are indexed by t, 0 to T; `alpha` is
 * sqrt(alpha-bar), the factor of the signal.
 */
export interface GaussianChain {
  readonly data: DataLaw;
  readonly T: number;
  readonly beta: Float64Array;
  readonly alphaBar: Float64Array;
  /** Var x_t over data and noise. */
  readonly variance: Float64Array;
}

/**
 * beta linear from 1e-4 to 0.02 at T = 300, the lecture's; at another T times 300 / T, which leaves alpha-bar_T almost
 * where it is: the same diffusion in more or fewer steps. J. Ho et al. (2020), arXiv:2006.11239.
 *
 * @param T 7 or more: below, beta_T passes 1
 */
export function gaussianChain(data: DataLaw, T = 300): GaussianChain {
  integer("steps of the chain", T, { min: 7, max: 100_000 });
  finite("variance of the data", data.variance, { above: 0 });
  const scale = 300 / T;
  const beta = new Float64Array(T + 1);
  const alphaBar = new Float64Array(T + 1).fill(1);
  for (let t = 1; t <= T; t++) {
    beta[t] = scale * (1e-4 + ((t - 1) / (T - 1)) * (0.02 - 1e-4));
    alphaBar[t] = alphaBar[t - 1] * (1 - beta[t]);
  }
  return { data, T, beta, alphaBar, variance: alphaBar.map((a) => a * data.variance + 1 - a) };
}

/** A law that is Gaussian given something else: its mean is slope times that, plus offset. */
export interface Conditional {
  readonly slope: number;
  readonly offset: number;
  readonly variance: number;
}

/** The exact model p(x_{t-1} | x_t): data, signal and noise are Gaussian together, so it is the regression of one on the other. */
export function reverseKernel({ data, beta, alphaBar, variance }: GaussianChain, t: number): Conditional {
  const mean = (i: number) => Math.sqrt(alphaBar[i]) * data.mean;
  const slope = (Math.sqrt(1 - beta[t]) * variance[t - 1]) / variance[t];
  return {
    slope,
    offset: mean(t - 1) - slope * mean(t),
    variance: (beta[t] * variance[t - 1]) / variance[t],
  };
}
