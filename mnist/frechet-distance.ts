import { symmetricEigenvalues } from "../src/symmetric-eigenvalues.ts";

/** Mean and covariance of features, all that the Frechet distance knows of them. */
export interface Moments {
  readonly mean: Float64Array;
  /** d x d */
  readonly covariance: Float64Array;
}

/**
 * Mean and covariance of n samples, the latter divided by n - 1.
 *
 * @param features n x d, row-major
 * @param times how often each sample counts, n whole numbers; once unless told
 */
export function moments(features: ArrayLike<number>, d: number, times?: ArrayLike<number>): Moments {
  const rows = features.length / d;
  const count = (k: number): number => times?.[k] ?? 1;
  let n = 0;
  const mean = new Float64Array(d);
  for (let k = 0; k < rows; k++) {
    n += count(k);
    for (let i = 0; i < d; i++) mean[i] += count(k) * features[k * d + i];
  }
  for (let i = 0; i < d; i++) mean[i] /= n;
  const covariance = new Float64Array(d * d);
  const y = new Float64Array(d);
  for (let k = 0; k < rows; k++) {
    const weight = count(k) / (n - 1);
    if (weight === 0) continue;
    for (let i = 0; i < d; i++) y[i] = features[k * d + i] - mean[i];
    for (let i = 0; i < d; i++) {
      const scaled = weight * y[i];
      for (let j = 0; j <= i; j++) covariance[i * d + j] += scaled * y[j];
    }
  }
  for (let i = 0; i < d; i++) for (let j = 0; j < i; j++) covariance[j * d + i] = covariance[i * d + j];
  return { mean, covariance };
}

/** What a pivot has to be, in units of the matrix's largest diagonal entry, to be told from rounding. */
const rounding = 1e-13;

/** The lower triangle L with L L' = S, by Cholesky; the column of a direction without variance is zero. */
function choleskyFactor(S: Float64Array, d: number): Float64Array {
  const L = new Float64Array(d * d);
  let largest = 0;
  for (let i = 0; i < d; i++) largest = Math.max(largest, S[i * (d + 1)]);
  for (let j = 0; j < d; j++) {
    for (let i = j; i < d; i++) {
      let rest = S[i * d + j];
      for (let k = 0; k < j; k++) rest -= L[i * d + k] * L[j * d + k];
      if (i === j) {
        if (rest <= rounding * largest) break;
        L[j * d + j] = Math.sqrt(rest);
      } else L[i * d + j] = rest / L[j * d + j];
    }
  }
  return L;
}

/** L' S L for a lower triangle L. */
function congruent(L: Float64Array, S: Float64Array, d: number): Float64Array {
  const SL = new Float64Array(d * d);
  for (let i = 0; i < d; i++) {
    for (let k = 0; k < d; k++) {
      const s = S[i * d + k];
      for (let j = 0; j <= k; j++) SL[i * d + j] += s * L[k * d + j];
    }
  }
  const out = new Float64Array(d * d);
  for (let k = 0; k < d; k++) {
    for (let i = 0; i <= k; i++) {
      const l = L[k * d + i];
      for (let j = 0; j < d; j++) out[i * d + j] += l * SL[k * d + j];
    }
  }
  return out;
}

/**
 * The Frechet distance from a law q to others, |m1 - m2|^2 + tr(S1 + S2 - 2 (S2^(1/2) S1 S2^(1/2))^(1/2)): the squared
 * 2-Wasserstein distance of two normal laws. The last trace is the sum of the square roots of the eigenvalues of S1 S2, which are
 * those of L' S1 L where L L' = S2. D. C. Dowson and B. V. Landau (1982), doi:10.1016/0047-259X(82)90077-X; for images M. Heusel
 * et al. (2017), arXiv:1706.08500.
 */
export function frechetFrom(q: Moments): (p: Moments) => number {
  const d = q.mean.length;
  const L = choleskyFactor(q.covariance, d);
  return (p) => {
    let sum = 0;
    for (let i = 0; i < d; i++) {
      sum += (p.mean[i] - q.mean[i]) ** 2 + p.covariance[i * (d + 1)] + q.covariance[i * (d + 1)];
    }
    for (const value of symmetricEigenvalues(congruent(L, p.covariance, d), d)) {
      sum -= 2 * Math.sqrt(Math.max(0, value));
    }
    return sum;
  };
}

/** The Frechet distance of two laws. */
export const frechetDistance = (p: Moments, q: Moments): number => frechetFrom(q)(p);
