import { finite } from "../check.ts";
import { fillUniforms } from "../noise/draw.ts";
import { purposes } from "../noise/purposes.ts";
import { againstNull } from "./against-null.ts";
import { countRows } from "./count-rows.ts";
import type { Tested } from "./measured.ts";
import { pairForms } from "./pair-forms.ts";
import { checkPairs, checkResampling, type Resampling } from "./resampling.ts";

/** Both samples as one array, checked. */
export function pool(
  x: Float64Array,
  y: Float64Array,
  d: number,
): { points: Float64Array; n: number; m: number } {
  const n = countRows("first sample", x, d, 2);
  const m = countRows("second sample", y, d, 2);
  checkPairs("points of both samples together", n + m);
  const points = new Float64Array(x.length + y.length);
  points.set(x);
  points.set(y, x.length);
  for (const value of points) finite("coordinate of a sample", value);
  return { points, n, m };
}

/** Rows of N labels, n of them 1 and the others 0: the first n in row 0, random ones by Fisher and Yates in the others. */
function labels(N: number, n: number, resampling: Resampling): Float64Array {
  const { seed, draws } = checkResampling(N, resampling);
  const rows = new Float64Array((draws + 1) * N);
  const u = new Float64Array(n);
  const order = Float64Array.from({ length: N }, (_, i) => i);
  for (let r = 0; r <= draws; r++) {
    if (r > 0) fillUniforms(u, { seed, purpose: purposes.permutation, first: r, width: n, step: 0, draw: 0 });
    for (let i = 0; i < n; i++) {
      const j = r > 0 ? i + Math.floor(u[i] * (N - i)) : i;
      [order[i], order[j]] = [order[j], order[i]];
      rows[r * N + order[i]] = 1;
    }
  }
  return rows;
}

/**
 * The unbiased estimate of 2 E h(X, Y) - E h(X, X') - E h(Y, Y') for a symmetric h, and its law when the samples are
 * exchanged at random: a permutation test, exact at every number of points.
 *
 * @param row writes h of point i and each j > i of both samples together to `out[j]`
 */
export function twoSample(
  n: number,
  m: number,
  row: (i: number, out: Float64Array) => void,
  resampling: Resampling,
): Tested {
  const N = n + m;
  const weights = labels(N, n, resampling);
  const { sums, forms } = pairForms(N, weights, row);
  const total = sums.reduce((sum, s) => sum + s, 0) / 2;
  const values = forms.map((xx, r) => {
    let rows = 0;
    for (let i = 0; i < N; i++) rows += weights[r * N + i] * sums[i];
    const xy = rows - 2 * xx;
    const yy = total - xx - xy;
    return 2 * (xy / (n * m) - xx / (n * (n - 1)) - yy / (m * (m - 1)));
  });
  return againstNull(values[0], values.subarray(1));
}
