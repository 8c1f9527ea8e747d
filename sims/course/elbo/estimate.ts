import { arraySpace, freshNoise, type Measured } from "../../../src/index.ts";
import { averageOf } from "../average-of.ts";
import { type GaussianChain, reverseKernel } from "./gaussian-chain.ts";
import type { Form } from "./terms.ts";

/** Two estimates of the consistency term an image, with draws of their own: n each. */
export interface Twins {
  readonly one: Float64Array;
  readonly other: Float64Array;
}

/** The mean of the estimates, and the variance of one of them given its image: that which the draws make. */
export interface Estimate {
  readonly mean: Measured;
  readonly variance: Measured;
}

/** Independent N(0, 1), the first, second and third of a step: one an image. */
type Normal = (draw: number) => Float64Array;
type Term = (chain: GaussianChain, t: number, x0: Float64Array, normal: Normal) => Float64Array;

/** KL(N(0, own) || N(d, model)) of every image. */
const divergences = (own: number, model: number, d: Float64Array): Float64Array => {
  const constant = Math.log(model / own) + own / model - 1;
  return d.map((di) => (constant + (di * di) / model) / 2);
};

/** x_{t-1}, x_t and x_{t+1} of the chain from x0. */
function triple({ beta, alphaBar }: GaussianChain, t: number, x0: Float64Array, normal: Normal) {
  const [z0, z1, z2] = [normal(0), normal(1), normal(2)];
  const step = (x: Float64Array, b: number, z: Float64Array) =>
    x.map((xi, n) => Math.sqrt(1 - b) * xi + Math.sqrt(b) * z[n]);
  const before = step(x0, 1 - alphaBar[t - 1], z0);
  const now = step(before, beta[t], z1);
  return { before, now, after: step(now, beta[t + 1], z2) };
}

const terms: Readonly<Record<Form, Term>> = {
  pairs(chain, t, x0, normal) {
    const b = chain.beta[t];
    const { slope, offset, variance: v } = reverseKernel(chain, t + 1);
    const { before, now, after } = triple(chain, t, x0, normal);
    return now.map((x, n) => {
      const u = x - Math.sqrt(1 - b) * before[n];
      const e = x - (slope * after[n] + offset);
      return (Math.log(v / b) - (u * u) / b + (e * e) / v) / 2;
    });
  },
  printed(chain, t, x0, normal) {
    const r = Math.sqrt(1 - chain.beta[t]);
    const { slope, offset, variance } = reverseKernel(chain, t + 1);
    const { before, after } = triple(chain, t, x0, normal);
    const d = before.map((x, n) => r * x - (slope * after[n] + offset));
    return divergences(chain.beta[t], variance, d);
  },
  posterior(chain, t, x0, normal) {
    const { beta, alphaBar } = chain;
    const { slope, offset, variance } = reverseKernel(chain, t + 1);
    const { after } = triple(chain, t, x0, normal);
    const [a, rest] = [Math.sqrt(alphaBar[t]), 1 - alphaBar[t + 1]];
    const b = beta[t + 1];
    const d = after.map((y, n) => {
      const mean = (a * b * x0[n] + Math.sqrt(1 - b) * (1 - alphaBar[t]) * y) / rest;
      return mean - (slope * y + offset);
    });
    return divergences(((1 - alphaBar[t]) / rest) * b, variance, d);
  },
};

/** The consistency term of `images` draws of the data, estimated twice for each, with one draw a step. */
export function estimates(chain: GaussianChain, form: Form, images: number, seed: bigint): Twins {
  const { T, data } = chain;
  const space = arraySpace({ particles: images, dimension: 1 });
  const noise = freshNoise(space, seed);
  const at = (k: number) => ({ t0: k, t1: k + 1, before: k, k, last: false });
  const x0 = noise.normal(at(0), 0, space.scratch()).map((z) => data.mean + Math.sqrt(data.variance) * z);
  const [one, other] = [new Float64Array(images), new Float64Array(images)];
  for (let t = 1; t < T; t++) {
    for (const [twin, sum] of [one, other].entries()) {
      const normal: Normal = (draw) => noise.normal(at(t), 3 * twin + draw, space.scratch());
      const term = terms[form](chain, t, x0, normal);
      for (let n = 0; n < images; n++) sum[n] += term[n];
    }
  }
  return { one, other };
}

/** Half the squared difference of two independent draws has their variance as its mean. */
export const estimateOf = ({ one, other }: Twins): Estimate => ({
  mean: averageOf(one.map((a, n) => (a + other[n]) / 2)),
  variance: averageOf(one.map((a, n) => (a - other[n]) ** 2 / 2)),
});
