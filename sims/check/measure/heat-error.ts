import { type DiffusedDensity, formulas } from "../../../src/index.ts";
import { formulaAt } from "./formula-at.ts";
import { scatter } from "./scatter.ts";

/**
 * How far the law of x + sigma z is from the heat equation d p / d sigma = sigma laplace p, that is
 * d log p / d sigma = sigma (div s + |s|^2), relative to the terms on the right.
 */
export function heatError({ diffused, dimension: d, window }: DiffusedDensity): number {
  const x = scatter({ window });
  let worst = 0;
  for (const sigma of [0.01, 0.1, 0.5, 2, 20]) {
    const law = diffused(sigma);
    const score = formulas.gradient(law, d);
    const rise = formulas.derivative(law.outputs[0], formulas.parameter("sigma"));
    const [slope, divergence, s] = [
      formulas.formula({ ...law, outputs: [rise] }),
      formulas.divergence(score),
      score,
    ].map((f) => formulaAt(f, [1, sigma], d, x));
    slope.forEach((value, i) => {
      const square = s.subarray(d * i, d * (i + 1)).reduce((sum, sj) => sum + sj * sj, 0);
      const size = 1 + sigma * (Math.abs(divergence[i]) + square);
      worst = Math.max(worst, Math.abs(value - sigma * (divergence[i] + square)) / size);
    });
  }
  return worst;
}
