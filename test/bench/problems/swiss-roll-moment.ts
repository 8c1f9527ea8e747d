import { noise as width } from "../../../toy-distributions/swiss-roll.ts";
import type { MomentLaw } from "../problem.ts";
import { nodesAt } from "./swiss-roll-steps.ts";

/**
 * |x|^2 of a point of the Swiss roll with its noise and that of a last level: x = c + u, u of variance V a coordinate,
 * has the mean E|c|^2 + 2V and the variance Var|c|^2 + 4V E|c|^2 + 4V^2.
 */
export function swissRollMoment(level: number, tolerance: number): MomentLaw {
  const { centres, logWeights } = nodesAt(0);
  const V = width ** 2 + level ** 2;
  const squares = centres.map(([x, y]) => x * x + y * y);
  const mean = (power: number) =>
    squares.reduce((sum, r2, k) => sum + Math.exp(logWeights[k]) * r2 ** power, 0);
  return {
    mean: mean(1) + 2 * V,
    deviation: Math.sqrt(mean(2) - mean(1) ** 2 + 4 * V * mean(1) + 4 * V * V),
    tolerance,
  };
}
