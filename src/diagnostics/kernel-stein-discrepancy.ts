import { finite } from "../check.ts";
import { fillUniforms } from "../noise/draw.ts";
import { purposes } from "../noise/purposes.ts";
import { UsageError } from "../refusal.ts";
import { againstNull } from "./against-null.ts";
import { countRows } from "./count-rows.ts";
import type { Tested } from "./measured.ts";
import { pairForms } from "./pair-forms.ts";
import { checkPairs, checkResampling, type Resampling } from "./resampling.ts";

interface Options extends Resampling {
  /** c > 0 of the kernel, in units of the points; 1 by default. */
  readonly scale?: number;
  /** beta in (-1, 0); -1/2 by default. */
  readonly exponent?: number;
  /**
   * The chance that the bootstrap's sign changes from one point to the next, 0 < a <= 1/2: 1/2 for independent points, which
   * is the default; for a chain small against 1 / (autocorrelation time).
   */
  readonly change?: number;
}

/** A row of ones, then rows of signs. */
function signs(n: number, { change = 0.5, ...resampling }: Options): Float64Array {
  const { seed, draws } = checkResampling(n, resampling);
  finite("chance of a change of sign", change, { above: 0, max: 0.5 });
  const rows = new Float64Array((draws + 1) * n).fill(1);
  const w = rows.subarray(n);
  fillUniforms(w, { seed, purpose: purposes.bootstrap, first: 0, width: n, step: 0, draw: 0 });
  for (let k = 0; k < w.length; k++) {
    const before = k % n === 0 ? 1 : w[k - 1];
    w[k] = w[k] < change ? -before : before;
  }
  return rows;
}

/** Writes u(x_i, x_j) for each j > i. */
function steinKernel(points: Float64Array, scores: Float64Array, d: number, options: Options) {
  const n = points.length / d;
  const c = finite("scale of the kernel", options.scale ?? 1, { above: 0 });
  const beta = finite("exponent of the kernel", options.exponent ?? -0.5, { above: -1, below: 0 });
  return (i: number, out: Float64Array): void => {
    for (let j = i + 1; j < n; j++) {
      let [squared, product, slope] = [0, 0, 0];
      for (let k = 0; k < d; k++) {
        const [a, b] = [i * d + k, j * d + k];
        const difference = points[a] - points[b];
        squared += difference * difference;
        product += scores[a] * scores[b];
        slope += (scores[b] - scores[a]) * difference;
      }
      const q = c * c + squared;
      const inner = product + (2 * beta * (slope - d)) / q - (4 * beta * (beta - 1) * squared) / (q * q);
      out[j] = q ** beta * inner;
    }
  };
}

/**
 * The squared kernel Stein discrepancy of points from the law with the given score, unbiased, so that it may be below 0:
 * the mean over pairs of the Stein kernel
 * u(x, y) = s(x).s(y) k + s(x).grad_y k + s(y).grad_x k + tr grad_x grad_y k, with k = (c^2 + |x - y|^2)^beta.
 * It needs no normalising constant and no exact samples; it hardly sees a wrong weight of modes that lie far apart. Its null
 * law is by wild bootstrap. Costs n^2 draws / 2. J. Gorham and L. Mackey, arXiv:1703.01717; Q. Liu et al., arXiv:1602.03253;
 * K. Chwialkowski et al., arXiv:1602.02964.
 *
 * @param points row-major n x d, 2 <= n <= 10,000
 * @param scores grad log p at the points, row-major n x d
 */
export function kernelSteinDiscrepancy(
  points: Float64Array,
  scores: Float64Array,
  d: number,
  options: Options,
): Tested {
  const n = checkPairs("points of a Stein discrepancy", countRows("points", points, d, 2));
  if (scores.length !== points.length) {
    const expected = `${n} x ${d}, as many as coordinates`;
    throw new UsageError({ what: "scores", got: `${scores.length} numbers`, expected });
  }
  for (const value of points) finite("coordinate of a point", value);
  for (const value of scores) finite("score at a point", value);
  const { forms } = pairForms(n, signs(n, options), steinKernel(points, scores, d, options));
  const values = forms.map((sum) => (2 * sum) / (n * (n - 1)));
  return againstNull(values[0], values.subarray(1));
}
