import { type Conditional, type GaussianChain, reverseKernel } from "./gaussian-chain.ts";
import { priorTerm } from "./prior-term.ts";

/**
 * How the consistency terms are written. "pairs": log q(x_t | x_{t-1}) / p(x_t | x_{t+1}) with all three from the chain.
 * "printed": the same as lectures print it, KL(q(x_t | x_{t-1}) || p(x_t | x_{t+1})) averaged over pairs (x_{t-1}, x_{t+1}),
 * in which x_t no longer knows x_{t+1}, so that it is not the bound. "posterior": KL(q(x_{t-1} | x_t, x0) || p(x_{t-1} | x_t)).
 */
export type Form = "pairs" | "printed" | "posterior";

/** The bound as its three terms, nats, averaged over the data. */
export interface BoundTerms {
  readonly reconstruction: number;
  /** KL, so it counts negatively. */
  readonly prior: number;
  /** The sum over the steps, so it counts negatively. */
  readonly consistency: number;
  /** Variance of the estimate of that sum with one draw a step, given the image; averaged over images. */
  readonly estimateVariance: number;
}

/** A Gaussian given x0: its mean is slope x0 + offset. E_x0 of the mean squared, and its variance. */
function spread({ slope, offset, variance: v }: Conditional, { data }: GaussianChain) {
  return { square: (slope * data.mean + offset) ** 2 + slope ** 2 * data.variance, v };
}

/** Mean and variance of (log(model / own) + own / model - 1 + d^2 / model) / 2, the KL of Gaussians whose means are d apart. */
function divergence(own: number, model: number, d: Conditional, chain: GaussianChain) {
  const { square, v } = spread(d, chain);
  return {
    mean: (Math.log(model / own) + own / model - 1 + (square + v) / model) / 2,
    variance: (2 * v * v + 4 * v * square) / (2 * model) ** 2,
  };
}

/**
 * log q(x_t | x_{t-1}) / p(x_t | x_{t+1}) = (log(model / beta) - u^2 / beta + e^2 / model) / 2, where u = x_t - r x_{t-1}
 * and e = x_t minus its mean given x_{t+1}.
 */
function pairs(chain: GaussianChain, t: number) {
  const { beta, alphaBar } = chain;
  const { slope: s, offset, variance: model } = reverseKernel(chain, t + 1);
  const c = 1 - s * Math.sqrt(1 - beta[t + 1]); // e = c x_t - s sqrt(beta_{t+1}) z - offset
  const e = {
    slope: c * Math.sqrt(alphaBar[t]),
    offset: -offset,
    variance: c * c * (1 - alphaBar[t]) + s * s * beta[t + 1],
  };
  const { square, v } = spread(e, chain);
  const shared = (c * beta[t]) ** 2; // Cov(u, e)^2
  return {
    mean: (Math.log(model / beta[t]) - 1 + (square + v) / model) / 2,
    variance: (2 + (2 * v * v + 4 * v * square) / model ** 2 - (4 * shared) / (beta[t] * model)) / 4,
  };
}

function printed(chain: GaussianChain, t: number) {
  const { beta, alphaBar } = chain;
  const { slope: s, offset, variance: model } = reverseKernel(chain, t + 1);
  const r = Math.sqrt(1 - beta[t]);
  const across = (1 - beta[t]) * (1 - beta[t + 1]); // x_{t+1} = sqrt(across) x_{t-1} + sqrt(1 - across) z
  const c = r - s * Math.sqrt(across);
  const variance = c * c * (1 - alphaBar[t - 1]) + s * s * (1 - across);
  return divergence(
    beta[t],
    model,
    { slope: c * Math.sqrt(alphaBar[t - 1]), offset: -offset, variance },
    chain,
  );
}

/** The term of x_{t+1}, so that all three count t from 1 to T - 1. */
function posterior(chain: GaussianChain, t: number) {
  const { beta, alphaBar } = chain;
  const rest = 1 - alphaBar[t + 1];
  const own = ((1 - alphaBar[t]) / rest) * beta[t + 1];
  const { slope: s, offset, variance: model } = reverseKernel(chain, t + 1);
  const c = (Math.sqrt(1 - beta[t + 1]) * (1 - alphaBar[t])) / rest - s;
  const slope = (Math.sqrt(alphaBar[t]) * beta[t + 1]) / rest + c * Math.sqrt(alphaBar[t + 1]);
  return divergence(own, model, { slope, offset: -offset, variance: c * c * rest }, chain);
}

const terms = { pairs, printed, posterior } as const;

/** E log p(x0 | x1), x1 from q given x0. */
function reconstruction(chain: GaussianChain): number {
  const { slope: s, offset, variance: model } = reverseKernel(chain, 1);
  const d = { slope: 1 - s * Math.sqrt(chain.alphaBar[1]), offset: -offset, variance: s * s * chain.beta[1] };
  const { square, v } = spread(d, chain);
  return -(Math.log(2 * Math.PI * model) + (square + v) / model) / 2;
}

/** E x_t^2 over data and noise. */
const secondMoment = ({ data, alphaBar, variance }: GaussianChain, t: number): number =>
  alphaBar[t] * data.mean ** 2 + variance[t];

/**
 * The three terms in any form. C. Luo (2022), arXiv:2208.11970, equations 45 and 58; the prior term of the form with
 * pairs compares one step, q(x_T | x_{T-1}), with the prior.
 */
export function boundTerms(chain: GaussianChain, form: Form): BoundTerms {
  const { T, beta, alphaBar } = chain;
  const steps = Array.from({ length: T - 1 }, (_, i) => terms[form](chain, i + 1));
  const [from, kept] = form === "posterior" ? [0, alphaBar[T]] : [T - 1, 1 - beta[T]];
  return {
    reconstruction: reconstruction(chain),
    prior: priorTerm(kept, secondMoment(chain, from), 1),
    consistency: steps.reduce((sum, { mean }) => sum + mean, 0),
    estimateVariance: steps.reduce((sum, { variance }) => sum + variance, 0),
  };
}

export const bound = ({ reconstruction, prior, consistency }: BoundTerms): number =>
  reconstruction - prior - consistency;

/** E log p(x0) of the data, and KL(p(x_T) || N(0, 1)), which is all that the bound with the exact model loses. */
export function exactBound({ data, T, alphaBar, variance }: GaussianChain) {
  const logLikelihood = -(Math.log(2 * Math.PI * data.variance) + 1) / 2;
  const gap = (alphaBar[T] * data.mean ** 2 + variance[T] - 1 - Math.log(variance[T])) / 2;
  return { logLikelihood, gap };
}
