import type { Formula } from "./formula/formula.ts";

/** An analytic density, written once as a formula; its score, divergence, LaTeX and code all follow. */
export interface Density {
  readonly name: string;
  readonly title: string;
  /** Formula, constants and where it comes from, in a sentence or two. */
  readonly about: string;
  readonly dimension: number;
  /** One output over one state of width `dimension`. */
  readonly logDensity: Formula;
  /** Whether exp(logDensity) integrates to one. */
  readonly normalised: boolean;
  /** For each coordinate, the interval in which it is usually shown. */
  readonly window: readonly (readonly [low: number, high: number])[];
  /**
   * Exact sampler: d outputs over a uniform u (input 0, width 1), a normal z (input 1, width d) and, where it takes a
   * third input, a second normal (input 2, width d).
   */
  readonly sampler?: Formula;
  /**
   * Closed form under noise: log density of alpha x + sigma z, with the parameters "alpha" and "sigma".
   * A quadrature may choose its number of nodes by the noise-to-signal ratio sigma / alpha, out of a few: each
   * formula is differentiated and compiled once, so the same one has to be the same object.
   */
  readonly diffused?: (noiseToSignal: number) => Formula;
  /**
   * Where the density is a quadrature, the largest errors at points of the law, without noise and under any: of the log density,
   * and of the score in units of 1 / (alpha w), where w^2 is the variance of the law's own noise plus (sigma / alpha)^2.
   */
  readonly quadratureError?: { readonly logDensity: number; readonly score: number };
  /** The same in another dimension, where there is one. */
  readonly inDimension?: (dimension: number) => Density;
  readonly reference?: string;
}

/** A density whose law under Gaussian noise is known; one without it serves Langevin dynamics only. */
export type DiffusedDensity = Density & Required<Pick<Density, "diffused">>;

export const isDiffused = (density: Density): density is DiffusedDensity => density.diffused !== undefined;
