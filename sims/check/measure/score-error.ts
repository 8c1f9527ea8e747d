import { type Density, formulas } from "../../../src/index.ts";
import { formulaAt } from "./formula-at.ts";
import { scatter } from "./scatter.ts";

const h = 1e-5;

/** The largest difference between a score and central differences of the log-density, relative to their size. */
export function scoreError(
  { logDensity, dimension: d, window }: Density,
  score: formulas.Formula = formulas.gradient(logDensity, d),
): number {
  const x = scatter({ window });
  const s = formulaAt(score, [], d, x);
  let worst = 0;
  for (let j = 0; j < d; j++) {
    const shifted = (by: number) => x.map((v, i) => (i % d === j ? v + by : v));
    const [up, down] = [h, -h].map((by) => formulaAt(logDensity, [], d, shifted(by)));
    up.forEach((l, i) => {
      const slope = s[i * d + j];
      const size = 1 + Math.abs(slope) + Math.abs(l) * 1e-2;
      worst = Math.max(worst, Math.abs(slope - (l - down[i]) / (2 * h)) / size);
    });
  }
  return worst;
}
