import { finite } from "./check.ts";
import { UsageError } from "./refusal.ts";

/**
 * A similar tridiagonal matrix by Householder reflections, as its diagonal and what is beside it (n - 1 entries). For row k the
 * reflection H = 1 - u u' of the rows behind it maps a_k to a multiple of a unit vector; A becomes A - u q' - q u' there.
 */
function tridiagonal(a: Float64Array, n: number): { diagonal: Float64Array; beside: Float64Array } {
  const beside = new Float64Array(Math.max(0, n - 1));
  const u = new Float64Array(n);
  const q = new Float64Array(n);
  for (let k = 0; k + 1 < n; k++) {
    let norm = 0;
    for (let i = k + 1; i < n; i++) norm = Math.hypot(norm, a[i * n + k]);
    const first = a[(k + 1) * n + k];
    const image = first > 0 ? -norm : norm;
    beside[k] = image;
    const scale = Math.sqrt(norm * (norm + Math.abs(first)));
    if (scale === 0) continue;
    for (let i = k + 1; i < n; i++) u[i] = (a[i * n + k] - (i === k + 1 ? image : 0)) / scale;
    let K = 0;
    for (let i = k + 1; i < n; i++) {
      q[i] = 0;
      for (let j = k + 1; j < n; j++) q[i] += a[i * n + j] * u[j];
      K += (u[i] * q[i]) / 2;
    }
    for (let i = k + 1; i < n; i++) q[i] -= K * u[i];
    for (let i = k + 1; i < n; i++) {
      for (let j = k + 1; j < n; j++) a[i * n + j] -= u[i] * q[j] + q[i] * u[j];
    }
  }
  return { diagonal: Float64Array.from({ length: n }, (_, k) => a[k * n + k]), beside };
}

/** One implicit QL step with Wilkinson's shift on the rows from l to m, whose off-diagonal entries are not zero. */
function chase(d: Float64Array, e: Float64Array, l: number, m: number): void {
  const half = (d[l + 1] - d[l]) / (2 * e[l]);
  let g = d[m] - d[l] + e[l] / (half + (half < 0 ? -1 : 1) * Math.hypot(half, 1));
  let [s, c, shift] = [1, 1, 0];
  for (let i = m - 1; i >= l; i--) {
    const f = s * e[i];
    const b = c * e[i];
    const r = Math.hypot(f, g);
    if (i + 1 < m) e[i + 1] = r;
    if (r === 0) {
      d[i + 1] -= shift;
      return;
    }
    [s, c] = [f / r, g / r];
    const centre = d[i + 1] - shift;
    const t = (d[i] - centre) * s + 2 * c * b;
    shift = s * t;
    d[i + 1] = centre + shift;
    g = c * t - b;
  }
  d[l] -= shift;
  e[l] = g;
}

/**
 * Eigenvalues of a symmetric matrix, in no order: Householder reflections to tridiagonal form, then implicit QL steps. Costs
 * some (4/3) n^3, a twentieth of `symmetricEigen`, which has the vectors too. G. H. Golub and C. F. Van Loan, Matrix Computations,
 * sections 8.3.1 and 8.3.5.
 *
 * @param matrix n x n, row-major; only its symmetric part counts
 */
export function symmetricEigenvalues(matrix: Float64Array, n: number): Float64Array {
  if (matrix.length !== n * n) {
    const got = `${matrix.length} entries`;
    throw new UsageError({ what: "symmetric matrix", got, expected: `${n} x ${n}` });
  }
  for (const x of matrix) finite("entry of a symmetric matrix", x);
  const half = Float64Array.from(matrix, (x, k) => (x + matrix[(k % n) * n + Math.floor(k / n)]) / 2);
  const { diagonal: d, beside: e } = tridiagonal(half, n);
  for (let l = 0; l < n; l++) {
    for (let step = 0; step < 60; step++) {
      let m = l;
      while (m + 1 < n && Math.abs(e[m]) > Number.EPSILON * (Math.abs(d[m]) + Math.abs(d[m + 1]))) m++;
      if (m === l) break;
      chase(d, e, l, m);
    }
  }
  return d;
}
