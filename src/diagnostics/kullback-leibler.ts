import type { Tested } from "./measured.ts";
import { type Counted, poolCells } from "./pool-cells.ts";
import { scaledChiSquare } from "./scaled-chi-square.ts";

/**
 * The Kullback-Leibler divergence, in nats, of n independent points from exact probabilities on the cells of a histogram:
 * sum p^ log(p^ / p) over k cells, with what lies outside as one of them, and cells that expect fewer than 5 points, or none at all, put into one.
 * Under the null hypothesis 2 n KL is q chi^2 with k - 1 degrees of freedom, q = 1 + (sum 1/p - 1) / (6 n (k - 1)).
 * D. A. Williams (1976), doi:10.1093/biomet/63.1.33.
 *
 * @param probabilities in the order of the counts, as from `cellProbabilities`
 */
export function kullbackLeibler(histogram: Counted, probabilities: Float64Array): Tested {
  const { counts, probabilities: p, n } = poolCells(histogram, probabilities);
  const k = p.length;
  const value = counts.reduce(
    (sum, count, i) => (count > 0 ? sum + (count / n) * Math.log(count / n / p[i]) : sum),
    0,
  );
  const inverse = p.reduce((sum, pi) => sum + 1 / pi, 0);
  return scaledChiSquare(value, 2 * n, 1 + (inverse - 1) / (6 * n * (k - 1)), k);
}
