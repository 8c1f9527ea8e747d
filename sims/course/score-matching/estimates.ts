import { arraySpace, exactStart, freshNoise, type Measured } from "../../../src/index.ts";
import { averageOf } from "../average-of.ts";
import type { LineMixture } from "../line-mixture.ts";
import type { LinearScore, Losses } from "./losses.ts";

/** Data, the noise that was added, and what is then seen: n each. */
export interface Batch {
  readonly x: Float64Array;
  readonly z: Float64Array;
}

const only = { t0: 0, t1: 1, before: 0, k: 0, last: true };

/** x = x0 + sigma z for n draws of the data, with the core's own sampler and noise. */
export function noisedBatch({ density, sigma }: LineMixture, n: number, seed: bigint): Batch {
  const space = arraySpace({ particles: n, dimension: 1 });
  const x0 = exactStart(space, seed, density);
  const z = freshNoise(space, seed).normal(only, 0, space.scratch());
  return { x: space.combine(space.scratch(), [1, x0], [sigma, z]), z };
}

/** The three losses as a batch estimates them; the explicit one needs the exact score, the others only data. */
export function estimatedLosses(
  law: LineMixture,
  { a, b }: LinearScore,
  { x, z }: Batch,
): Record<keyof Losses, Measured> {
  const { score } = law.values(x);
  const s = x.map((xi) => a * xi + b);
  return {
    explicit: averageOf(s.map((si, i) => (si - score[i]) ** 2)),
    implicit: averageOf(s.map((si) => si * si + 2 * a)),
    denoising: averageOf(s.map((si, i) => (si + z[i] / law.sigma) ** 2)),
  };
}

/** The slope that minimises each estimated loss; its error is that of the least-squares line through the same batch. */
export function estimatedSlopes(law: LineMixture, { x, z }: Batch): Record<keyof Losses, Measured> {
  const { value: mean } = averageOf(x);
  const r = x.map((xi) => xi - mean);
  const variance = r.reduce((sum, v) => sum + v * v, 0) / r.length;
  /** d(slope) = mean of r (target - slope r) / variance: the line through (x, target). */
  const line = (target: Float64Array): Measured => {
    const { value: level } = averageOf(target);
    const value = r.reduce((sum, v, i) => sum + v * target[i], 0) / r.length / variance;
    const { error } = averageOf(r.map((v, i) => (v * (target[i] - level - value * v)) / variance));
    return { value, error };
  };
  const { error } = averageOf(r.map((v) => (v * v) / variance ** 2));
  return {
    explicit: line(law.values(x).score),
    implicit: { value: -1 / variance, error },
    denoising: line(z.map((zi) => -zi / law.sigma)),
  };
}
