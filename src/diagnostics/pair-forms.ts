/** Of a symmetric matrix h without its diagonal. */
export interface PairForms {
  /** sum_j h_ij, j != i, for each i */
  readonly sums: Float64Array;
  /** sum_{i < j} w_i w_j h_ij for each row w of weights */
  readonly forms: Float64Array;
}

/**
 * Quadratic forms of a symmetric n x n matrix that is made a row at a time and never kept. Costs n^2 / 2 multiplications
 * for each row of weights, some 1 ns each.
 *
 * @param weights row-major, any number x n
 * @param row writes h_ij for j > i to `out[j]`
 */
export function pairForms(
  n: number,
  weights: Float64Array,
  row: (i: number, out: Float64Array) => void,
): PairForms {
  const rows = weights.length / n;
  const sums = new Float64Array(n);
  const forms = new Float64Array(rows);
  const h = new Float64Array(n);
  for (let i = 0; i < n - 1; i++) {
    row(i, h);
    for (let j = i + 1; j < n; j++) {
      sums[i] += h[j];
      sums[j] += h[j];
    }
    addRow(i, h, weights, forms);
  }
  return { sums, forms };
}

/** Adds w_i sum_{j > i} w_j h_j to each form, four of them at a time; nothing where w_i = 0. */
function addRow(i: number, h: Float64Array, w: Float64Array, forms: Float64Array): void {
  const n = h.length;
  const rows = Array.from(forms.keys()).filter((r) => w[r * n + i] !== 0);
  for (let first = 0; first < rows.length; first += 4) {
    const four = rows.slice(first, first + 4);
    const [a, b = a, c = a, d = a] = four.map((r) => r * n);
    let [A, B, C, D] = [0, 0, 0, 0];
    for (let j = i + 1; j < n; j++) {
      const value = h[j];
      A += w[a + j] * value;
      B += w[b + j] * value;
      C += w[c + j] * value;
      D += w[d + j] * value;
    }
    const found = [A, B, C, D];
    four.forEach((r, k) => {
      forms[r] += w[r * n + i] * found[k];
    });
  }
}
