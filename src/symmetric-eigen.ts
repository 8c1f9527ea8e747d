import { finite } from "./check.ts";
import { UsageError } from "./refusal.ts";

export interface Eigen {
  /** n values, in no order */
  readonly values: Float64Array;
  /** n x n, row-major: column j belongs to value j */
  readonly vectors: Float64Array;
}

/**
 * Turns rows and columns p and q of A, and columns p and q of V, by the angle whose cosine and sine are c and
 * s.
 */
function rotate(
  a: Float64Array,
  v: Float64Array,
  n: number,
  p: number,
  q: number,
  c: number,
  s: number,
): void {
  for (let k = 0; k < n; k++) {
    const [x, y] = [a[k * n + p], a[k * n + q]];
    a[k * n + p] = c * x - s * y;
    a[k * n + q] = s * x + c * y;
  }
  for (let k = 0; k < n; k++) {
    const [x, y] = [a[p * n + k], a[q * n + k]];
    a[p * n + k] = c * x - s * y;
    a[q * n + k] = s * x + c * y;
  }
  for (let k = 0; k < n; k++) {
    const [x, y] = [v[k * n + p], v[k * n + q]];
    v[k * n + p] = c * x - s * y;
    v[k * n + q] = s * x + c * y;
  }
}

/**
 * Eigenvalues and orthonormal eigenvectors of a symmetric matrix by cyclic Jacobi rotations, to rounding.
 * Costs some 10 n^3. G. H. Golub and C. F. Van Loan, Matrix Computations, section 8.5.
 *
 * @param matrix n x n, row-major; only its symmetric part counts
 */
export function symmetricEigen(matrix: Float64Array, n: number): Eigen {
  if (matrix.length !== n * n) {
    throw new UsageError({
      what: "symmetric matrix",
      got: `${matrix.length} entries`,
      expected: `${n} x ${n}`,
    });
  }
  for (const x of matrix) finite("entry of a symmetric matrix", x);
  const a = Float64Array.from(matrix, (x, k) => (x + matrix[(k % n) * n + Math.floor(k / n)]) / 2);
  const v = Float64Array.from(matrix, (_, k) => (k % (n + 1) === 0 ? 1 : 0));
  const total = a.reduce((sum, x) => sum + x * x, 0);
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) off += a[p * n + q] ** 2;
    if (off <= 1e-32 * total) break;
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        if (a[p * n + q] === 0) continue;
        const theta = (a[q * n + q] - a[p * n + p]) / (2 * a[p * n + q]);
        const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
        const c = 1 / Math.hypot(t, 1);
        rotate(a, v, n, p, q, c, t * c);
      }
    }
  }
  return { values: Float64Array.from({ length: n }, (_, k) => a[k * n + k]), vectors: v };
}
