import type { LineMixture } from "../line-mixture.ts";
import { trapezoid } from "../trapezoid.ts";

/** Two laws at the nodes of one quadrature. */
export interface Contest {
  readonly nodes: Float64Array;
  readonly weight: number;
  readonly real: { readonly log: Float64Array; readonly p: Float64Array };
  readonly fake: { readonly log: Float64Array; readonly p: Float64Array };
}

export function contest(real: LineMixture, fake: LineMixture, n = 8000): Contest {
  const low = Math.min(real.reach[0], fake.reach[0]);
  const high = Math.max(real.reach[1], fake.reach[1]);
  const { nodes, weight } = trapezoid([low, high], n);
  return { nodes, weight, real: real.values(nodes), fake: fake.values(nodes) };
}

const { exp, log, log1p } = Math;
/** log(1 / (1 + e^-l)) */
const logSigmoid = (l: number): number => (l < 0 ? l - log1p(exp(l)) : -log1p(exp(-l)));
export const sigmoid = (l: number): number => 1 / (1 + exp(-l));

/** The optimal discriminator p_r / (p_r + p_g) as its logit log p_r - log p_g. I. Goodfellow et al. (2014), arXiv:1406.2661. */
export const optimal = ({ real, fake }: Contest): Float64Array => real.log.map((r, i) => r - fake.log[i]);

/** L(G, D) = E_real log D + E_fake log(1 - D) by quadrature, D = sigmoid(logit). */
export const value = ({ weight, real, fake }: Contest, logit: Float64Array): number =>
  logit.reduce((sum, l, i) => sum + weight * (real.p[i] * logSigmoid(l) + fake.p[i] * logSigmoid(-l)), 0);

/** JS = (KL(p_r || m) + KL(p_g || m)) / 2, m = (p_r + p_g) / 2, by quadrature of its definition, nats. */
export function jensenShannonOf({ weight, real, fake }: Contest): number {
  const term = (p: number, m: number) => (p > 0 ? p * log(p / m) : 0);
  return real.p.reduce((sum, r, i) => {
    const [g, m] = [fake.p[i], (r + fake.p[i]) / 2];
    return sum + (weight * (term(r, m) + term(g, m))) / 2;
  }, 0);
}

/**
 * A discriminator found by ascent from D = 1/2, knowing the densities only through the gradient of L in each logit,
 * p_r (1 - D) - p_g D. It is divided by -d^2 L / dl^2 = (p_r + p_g) D (1 - D): Newton's method, a node at a time.
 *
 * @returns the logit after each step, from the start on
 */
export function* ascent({ real, fake }: Contest, steps: number): Generator<Float64Array> {
  let logit = new Float64Array(real.p.length);
  yield logit;
  for (let k = 0; k < steps; k++) {
    logit = logit.map((l, i) => {
      const [r, g, d] = [real.p[i], fake.p[i], sigmoid(l)];
      const curvature = (r + g) * d * (1 - d);
      return curvature > 0 ? l + (r * (1 - d) - g * d) / curvature : l;
    });
    yield logit;
  }
}
