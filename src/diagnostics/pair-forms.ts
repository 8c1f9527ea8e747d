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
  const active = new Int32Array(rows + 3);
  for (let i = 0; i < n - 1; i++) {
    row(i, h);
    for (let j = i + 1; j < n; j++) {
      sums[i] += h[j];
      sums[j] += h[j];
    }
    addRow(i, h, weights, forms, active);
  }
  return { sums, forms };
}

/** Adds w_i sum_{j > i} w_j h_j to each form, four of them at a time; nothing where w_i = 0. */
function addRow(i: number, h: Float64Array, w: Float64Array, forms: Float64Array, active: Int32Array): void {
  const n = h.length;
  let count = 0;
  for (let r = 0; r < forms.length; r++) if (w[r * n + i] !== 0) active[count++] = r;
  active.fill(active[count - 1], count); // what the last four lack; added nowhere
  for (let k = 0; k < count; k += 4) {
    const a = active[k] * n;
    const b = active[k + 1] * n;
    const c = active[k + 2] * n;
    const d = active[k + 3] * n;
    let [A, B, C, D] = [0, 0, 0, 0];
    for (let j = i + 1; j < n; j++) {
      const value = h[j];
      A += w[a + j] * value;
      B += w[b + j] * value;
      C += w[c + j] * value;
      D += w[d + j] * value;
    }
    forms[active[k]] += w[a + i] * A;
    if (k + 1 < count) forms[active[k + 1]] += w[b + i] * B;
    if (k + 2 < count) forms[active[k + 2]] += w[c + i] * C;
    if (k + 3 < count) forms[active[k + 3]] += w[d + i] * D;
  }
}
