import { chiSquare } from "./chi-square.ts";
import type { Tested } from "./measured.ts";

/** A divergence on k cells, `scale` times which is q chi^2 with k - 1 degrees of freedom under the null hypothesis. */
export function scaledChiSquare(value: number, scale: number, q: number, k: number): Tested {
  const law = chiSquare(k - 1);
  const unit = q / scale;
  return {
    value,
    expected: unit * (k - 1),
    error: unit * Math.sqrt(2 * (k - 1)),
    limit: unit * law.limit(0.05),
    p: law.tail(value / unit),
  };
}
