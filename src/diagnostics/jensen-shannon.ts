import type { Tested } from "./measured.ts";
import { type Counted, poolCells } from "./pool-cells.ts";
import { scaledChiSquare } from "./scaled-chi-square.ts";

/**
 * The Jensen-Shannon divergence, in nats, at most log 2, of n independent points from exact probabilities on the cells of a
 * histogram: (KL(p^, m) + KL(p, m)) / 2 with m = (p^ + p) / 2, on the same cells as `kullbackLeibler`. Under the null
 * hypothesis 8 n JS is q chi^2 with k - 1 degrees of freedom, q = 1 + (3 sum 1/p - 2 k - 1) / (8 n (k - 1)): its Taylor series
 * about p to fourth order, averaged over multinomial counts. J. Lin (1991), doi:10.1109/18.61115.
 *
 * @param probabilities in the order of the counts, as from `cellProbabilities`
 */
export function jensenShannon(histogram: Counted, probabilities: Float64Array): Tested {
  const { counts, probabilities: p, n } = poolCells(histogram, probabilities);
  const k = p.length;
  const value = counts.reduce((sum, count, i) => {
    const f = count / n;
    const m = (f + p[i]) / 2;
    return sum + (f > 0 ? f * Math.log(f / m) : 0) / 2 + (p[i] > 0 ? p[i] * Math.log(p[i] / m) : 0) / 2;
  }, 0);
  const inverse = p.reduce((sum, pi) => sum + 1 / pi, 0);
  return scaledChiSquare(value, 8 * n, 1 + (3 * inverse - 2 * k - 1) / (8 * n * (k - 1)), k);
}
