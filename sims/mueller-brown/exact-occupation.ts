import { arraySpace, cells, formulas, relativeDensity } from "../../src/index.ts";
import { basinOf, energy } from "./surface.ts";

/** Where the surface is lower than some 20 T for all T that are admitted. */
const window = [
  [-2.6, 1.8],
  [-1.4, 3],
] as const;
const n = 800;

export interface Occupation {
  /** Of the basins of A, B and C. */
  readonly shares: readonly number[];
  readonly energy: number;
}

/** Shares of the basins and mean energy under exp(-V/T), by the midpoint rule. */
export function exactOccupation(T: number): Occupation {
  const { points } = cells(window, n);
  const l = formulas.formula({ inputs: 1, outputs: [formulas.div(formulas.neg(energy.outputs[0]), T)] });
  const { p } = relativeDensity(l, [], points, 2);
  const space = arraySpace({ particles: n * n, dimension: 2 });
  const V = space.evaluate(energy, [], space.scratch(1), points);
  const shares = [0, 0, 0];
  let [total, sum] = [0, 0];
  for (let i = 0; i < n * n; i++) {
    shares[basinOf(points[2 * i], points[2 * i + 1])] += p[i];
    total += p[i];
    if (p[i] > 0) sum += p[i] * V[i];
  }
  return { shares: shares.map((share) => share / total), energy: sum / total };
}
