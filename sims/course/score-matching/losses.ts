import type { LineMixture } from "../line-mixture.ts";
import { trapezoid } from "../trapezoid.ts";

/** The linear score s(x) = a x + b. */
export interface LinearScore {
  readonly a: number;
  readonly b: number;
}

/** The three forms of the same loss. */
export interface Losses {
  readonly explicit: number;
  readonly implicit: number;
  readonly denoising: number;
}

/** I = E (d log p / dx)^2, by quadrature: of a mixture there is no closed form. */
export function fisherInformation(law: LineMixture): number {
  const { nodes, weight } = trapezoid(law.reach);
  const { p, score } = law.values(nodes);
  return nodes.reduce((sum, _, i) => sum + weight * p[i] * score[i] ** 2, 0);
}

/**
 * The losses of s(x) = a x + b. By parts E s grad log p = -E s' = -a, and E s z / sigma = E s' = a (Stein), so
 * implicit = E s^2 + 2 a, explicit = implicit + I and denoising = implicit + 1 / sigma^2. A. Hyvarinen (2005),
 * jmlr.org/papers/v6/hyvarinen05a.html; P. Vincent (2011), doi:10.1162/NECO_a_00142.
 */
export function lossesOf(law: LineMixture, { a, b }: LinearScore, information: number): Losses {
  const { mean: m, variance: v, sigma } = law;
  const implicit = a * a * (v + m * m) + 2 * a * b * m + b * b + 2 * a;
  return { explicit: implicit + information, implicit, denoising: implicit + 1 / sigma ** 2 };
}

/** The one minimiser of all three: the score of the Gaussian with the mean and variance of the law. */
export const minimiser = ({ mean, variance }: LineMixture): LinearScore => ({
  a: -1 / variance,
  b: mean / variance,
});

/** The explicit loss by quadrature over its definition, E (s - grad log p)^2: what the closed form is checked with. */
export function explicitByQuadrature(law: LineMixture, { a, b }: LinearScore): number {
  const { nodes, weight } = trapezoid(law.reach);
  const { p, score } = law.values(nodes);
  return nodes.reduce((sum, x, i) => sum + weight * p[i] * (a * x + b - score[i]) ** 2, 0);
}
