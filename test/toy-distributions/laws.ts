import * as assert from "uvu/assert";
import { type Density, type DiffusedDensity, formulas } from "../../src/index.ts";
import { near } from "../support.ts";
import { boxCheck, boxProbabilities, type Law } from "./boxes.ts";
import { checkStein } from "./stein.ts";
import { at, scatter, widen } from "./support.ts";

/** The score is what central differences of the log density give. */
export function checkScore({ logDensity, dimension: d, window }: Density, score: formulas.Formula): void {
  const points = scatter({ window });
  const exact = at(score, [], d, points);
  const h = 1e-5;
  for (let j = 0; j < d; j++) {
    const moved = (t: number) =>
      at(
        logDensity,
        [],
        d,
        points.map((x, i) => (i % d === j ? x + t : x)),
      );
    const [up, down] = [moved(h), moved(-h)];
    up.forEach((value, i) => {
      const slope = exact[d * i + j];
      const size = 1 + Math.abs(slope) + Math.abs(value) * 1e-2;
      near(slope, (value - down[i]) / (2 * h), 1e-5 * size, `component ${j}`);
    });
  }
}

/** Integrals of a density over its window and over twice the window. */
interface Integrals {
  readonly within: number;
  readonly total: number;
}

/** By boxes, or in three dimensions by midpoints. */
export function integrals({ logDensity, window }: Density): Integrals {
  const d = window.length;
  const wide = widen(window, 2);
  const cells = [0, 1000, 72, 64][d];
  const middles = (i: number, j: number) => (0.5 + (Math.floor(i / cells ** j) % cells)) / cells;
  const values =
    d < 3
      ? boxProbabilities({ logDensity, window: wide }, cells)
      : at(
          logDensity,
          [],
          d,
          Float64Array.from({ length: d * cells ** d }, (_, i) => {
            const [low, high] = wide[i % d];
            return low + (high - low) * middles(Math.floor(i / d), i % d);
          }),
        ).map((l) => wide.reduce((p, [low, high]) => (p * (high - low)) / cells, Math.exp(l)));
  const isWithin = (i: number) => wide.every((_, j) => Math.abs(middles(i, j) - 0.5) < 0.25);
  const [within, total] = [values.filter((_, i) => isWithin(i)), values].map((v) =>
    v.reduce((a, b) => a + b),
  );
  return { within, total };
}

/** A normalised density integrates to one, and the window of any holds nearly all of a finite integral. */
export function checkIntegrals(normalised: boolean, { within, total }: Integrals): void {
  if (normalised) near(total, 1, 1e-4);
  assert.ok(Number.isFinite(total) && within > 0.97 * total, `the window holds ${within / total}`);
}

/** Holds samples against a law: by boxes up to three dimensions, by Stein's identity in more, and where boxes are too coarse. */
export const sampleCheck = (law: Law, byBoxes = law.window.length <= 3): ((points: Float64Array) => void) =>
  byBoxes ? boxCheck(law) : (points) => checkStein(law, points);

/** d log p / d sigma = sigma (div s + |s|^2) for x + sigma z. */
export function checkHeatEquation({ diffused, dimension: d, window }: DiffusedDensity): void {
  const points = scatter({ window });
  for (const sigma of [0.01, 0.1, 0.5, 2, 20]) {
    const f = diffused(sigma);
    const slope = formulas.derivative(f.outputs[0], formulas.parameter("sigma"));
    const s = formulas.gradient(f, d);
    const [ds, v, div] = [formulas.formula({ ...f, outputs: [slope] }), s, formulas.divergence(s)].map((g) =>
      at(g, [1, sigma], d, points),
    );
    ds.forEach((value, i) => {
      const squares = v.subarray(d * i, d * (i + 1)).reduce((sum, sj) => sum + sj * sj, 0);
      near(value, sigma * (div[i] + squares), 1e-9 * (1 + sigma * (Math.abs(div[i]) + squares)));
    });
  }
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
    const scaled = at(
      f,
      [alpha, sigma],
      d,
      points.map((x) => alpha * x),
    );
    at(f, [1, sigma / alpha], d, points).forEach((value, i) => {
      near(scaled[i], value - d * Math.log(alpha), 1e-9 * (1 + Math.abs(value)));
    });
  }
}
