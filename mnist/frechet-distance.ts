import { symmetricEigen } from "../src/symmetric-eigen.ts";

/** Mean and covariance of features, all that the Frechet distance knows of them. */
export interface Moments {
  readonly mean: Float64Array;
  /** d x d */
  readonly covariance: Float64Array;
}

/** @param features n x d, row-major */
export function moments(features: ArrayLike<number>, d: number): Moments {
  const n = features.length / d;
  const mean = new Float64Array(d);
  for (let k = 0; k < features.length; k++) mean[k % d] += features[k] / n;
  const covariance = new Float64Array(d * d);
  const y = new Float64Array(d);
  for (let k = 0; k < n; k++) {
    for (let i = 0; i < d; i++) y[i] = features[k * d + i] - mean[i];
    for (let i = 0; i < d; i++) for (let j = 0; j < d; j++) covariance[i * d + j] += (y[i] * y[j]) / (n - 1);
  }
  return { mean, covariance };
}

const product = (a: Float64Array, b: Float64Array, d: number): Float64Array => {
  const out = new Float64Array(d * d);
  for (let i = 0; i < d; i++) {
    for (let k = 0; k < d; k++) {
      const s = a[i * d + k];
      for (let j = 0; j < d; j++) out[i * d + j] += s * b[k * d + j];
    }
  }
  return out;
};

/** The square root of a positive semidefinite matrix. */
function squareRoot(matrix: Float64Array, d: number): Float64Array {
  const { values, vectors } = symmetricEigen(matrix, d);
  const left = vectors.map((x, k) => x * Math.sqrt(Math.max(0, values[k % d])));
  const transposed = Float64Array.from(vectors, (_, k) => vectors[(k % d) * d + Math.floor(k / d)]);
  return product(left, transposed, d);
}

/**
 * |m1 - m2|^2 + tr(S1 + S2 - 2 (S1^(1/2) S2 S1^(1/2))^(1/2)): the squared 2-Wasserstein distance of two
 * normal laws. D. C. Dowson and B. V. Landau (1982), doi:10.1016/0047-259X(82)90077-X; for images M. Heusel
 * et al. (2017), arXiv:1706.08500.
 */
export function frechetDistance(p: Moments, q: Moments): number {
  const d = p.mean.length;
  const root = squareRoot(p.covariance, d);
  const cross = product(product(root, q.covariance, d), root, d);
  let sum = 0;
  for (let i = 0; i < d; i++) {
    sum += (p.mean[i] - q.mean[i]) ** 2 + p.covariance[i * (d + 1)] + q.covariance[i * (d + 1)];
  }
  for (const value of symmetricEigen(cross, d).values) sum -= 2 * Math.sqrt(Math.max(0, value));
  return sum;
}
