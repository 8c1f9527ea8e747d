import * as assert from "uvu/assert";
import { boxDeviation } from "../../sims/check/measure/box-test.ts";
import { cut, type Law, probabilities, type Window, widen } from "../../sims/check/measure/boxes.ts";
import { formulaAt } from "../../sims/check/measure/formula-at.ts";
import { scatter } from "../../sims/check/measure/scatter.ts";
import type { Density, DiffusedDensity } from "../../src/index.ts";
import { near, zLimit } from "../support.ts";
import { checkStein } from "./stein.ts";

/** Integrals of a density over its window and over twice the window. */
interface Integrals {
  readonly within: number;
  readonly total: number;
}

/** By boxes. */
export function integrals({ logDensity, window }: Density): Integrals {
  const boxes = cut(widen(window, 2), [0, 150, 30, 8][window.length]);
  const isWithin = (box: Window) =>
    box.every(([low, high], j) => (low + high) / 2 > window[j][0] && (low + high) / 2 < window[j][1]);
  let [within, total] = [0, 0];
  probabilities({ logDensity, window }, boxes).forEach((p, i) => {
    total += p;
    if (isWithin(boxes[i])) within += p;
  });
  return { within, total };
}

/** A normalised density integrates to one, and the window of any holds nearly all of a finite integral. */
export function checkIntegrals(normalised: boolean, { within, total }: Integrals): void {
  if (normalised) near(total, 1, 1e-4);
  assert.ok(Number.isFinite(total) && within > 0.97 * total, `the window holds ${within / total}`);
}

/** Samples against their law: by boxes, false once in 1e9, or by Stein's identity where boxes are too coarse or too many. */
export function sampleCheck(law: Law, byBoxes = law.window.length <= 3): (points: Float64Array) => void {
  if (!byBoxes) return (points) => checkStein(law, points);
  const deviation = boxDeviation({ ...law, window: widen(law.window, 1.1) });
  return (points) => near(deviation(points), 0, zLimit, "chi-square as a normal");
}

/** The law of alpha (x + (sigma / alpha) z) is that of x + (sigma / alpha) z, scaled. */
export function checkScaling({ diffused, dimension: d, window }: DiffusedDensity): void {
  const points = scatter({ window });
  for (const [alpha, sigma] of [
    [0.3, 0.2],
    [0.9, 0.05],
    [0.01, 1],
  ]) {
    const f = diffused(sigma / alpha);
    const scaled = formulaAt(
      f,
      [alpha, sigma],
      d,
      points.map((x) => alpha * x),
    );
    formulaAt(f, [1, sigma / alpha], d, points).forEach((value, i) => {
      near(scaled[i], value - d * Math.log(alpha), 1e-9 * (1 + Math.abs(value)));
    });
  }
}
