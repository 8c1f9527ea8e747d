import * as assert from "uvu/assert";
import { type Law, widen } from "../../sims/check/measure/boxes.ts";
import { formulaAt } from "../../sims/check/measure/formula-at.ts";
import { formulas } from "../../src/index.ts";
import { checkMean } from "../support.ts";

/**
 * Stein's identity in any dimension, with no integral to compute: for samples of p with the score s and the bump
 * g(x) = exp(-sum_j (x_j - m_j)^2 / (2 r_j^2)), E g (s_j - (x_j - m_j) / r_j^2) = 0. The bump covers half of the window,
 * off its middle, and leaves heavy tails out.
 */
export function checkStein({ logDensity, numbers = [], window }: Law, points: Float64Array): void {
  const d = window.length;
  const score = formulaAt(formulas.gradient(logDensity, d), numbers, d, points);
  const bump = widen(window, 0.5).map(([low, high]) => ({
    m: 0.45 * low + 0.55 * high,
    r: (high - low) / 2,
  }));
  const weights = Float64Array.from({ length: points.length / d }, (_, i) =>
    Math.exp(-bump.reduce((sum, { m, r }, j) => sum + ((points[i * d + j] - m) / r) ** 2 / 2, 0)),
  );
  assert.ok(weights.filter((g) => g > 0.1).length > 1000, "the bump meets the samples");
  bump.forEach(({ m, r }, j) => {
    checkMean(
      weights.map((g, i) => g * (score[i * d + j] - (points[i * d + j] - m) / r ** 2)),
      0,
    );
  });
}
