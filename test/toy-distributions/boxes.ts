import * as assert from "uvu/assert";
import type { Density, formulas } from "../../src/index.ts";
import { gaussLegendre } from "../../src/quadrature.ts";
import { at, widen } from "./support.ts";

/** A log density in one to three dimensions with its numbers, and where to look at it. */
export interface Law {
  readonly logDensity: formulas.Formula;
  readonly numbers?: readonly number[];
  readonly window: Density["window"];
}

/** Probabilities of the window's boxes, `cells` along each axis, the first axis fastest, by Gauss nodes in each. */
export function boxProbabilities({ logDensity, numbers = [], window }: Law, cells: number): Float64Array {
  const d = window.length;
  const m = d < 3 ? 6 : 4;
  const { nodes, weights } = gaussLegendre(m);
  const [boxes, inner] = [cells ** d, m ** d];
  const sizes = window.map(([low, high]) => (high - low) / cells);
  const points = new Float64Array(boxes * inner * d);
  for (let i = 0, n = 0; i < boxes * inner; i++) {
    for (let j = 0; j < d; j++, n++) {
      const cell = Math.floor(i / inner / cells ** j) % cells;
      const node = nodes[Math.floor((i % inner) / m ** j) % m];
      points[n] = window[j][0] + sizes[j] * (cell + 0.5 + node / 2);
    }
  }
  const logs = at(logDensity, numbers, d, points);
  const out = new Float64Array(boxes);
  const volume = sizes.reduce((product, size) => (product * size) / 2, 1);
  logs.forEach((l, i) => {
    const weight = sizes.reduce((w, _, j) => w * weights[Math.floor((i % inner) / m ** j) % m], volume);
    out[Math.floor(i / inner)] += weight * Math.exp(l);
  });
  return out;
}

/** How many points fall into each box, in the order of `boxProbabilities`. */
function boxCounts(points: Float64Array, window: Density["window"], cells: number): Float64Array {
  const d = window.length;
  const counts = new Float64Array(cells ** d);
  for (let i = 0; i < points.length; i += d) {
    let [box, inside] = [0, true];
    for (let j = 0; j < d; j++) {
      const [low, high] = window[j];
      const cell = Math.floor(((points[i + j] - low) / (high - low)) * cells);
      inside &&= cell >= 0 && cell < cells;
      box += cell * cells ** j;
    }
    if (inside) counts[box]++;
  }
  return counts;
}

/** The quantile of chi-square that is passed once in 1e9, by Wilson and Hilferty. */
const chiSquareLimit = (n: number): number => n * (1 - 2 / (9 * n) + 5.9978 * Math.sqrt(2 / (9 * n))) ** 3;

/**
 * Holds samples against a law: their counts in boxes against its integral over them; thin boxes and the outside are
 * one.
 */
export function boxCheck(law: Law): (points: Float64Array) => void {
  const d = law.window.length;
  const cells = [150, 30, 12][d - 1];
  const window = widen(law.window, 1.1);
  const probabilities = boxProbabilities({ ...law, window }, cells);
  return (points) => {
    const n = points.length / d;
    const expected = probabilities.map((p) => p * n);
    const counts = boxCounts(points, window, cells);
    const thick = [...expected.keys()].filter((i) => expected[i] >= 20);
    const rest = n - thick.reduce((sum, i) => sum + expected[i], 0);
    const restCount = n - thick.reduce((sum, i) => sum + counts[i], 0);
    const inside = thick.reduce((sum, i) => sum + (counts[i] - expected[i]) ** 2 / expected[i], 0);
    const outside = rest >= 20 ? (restCount - rest) ** 2 / rest : 0;
    assert.ok(thick.length > 30, `${thick.length} boxes`);
    const [total, limit] = [inside + outside, chiSquareLimit(thick.length)];
    assert.ok(total <= limit, `chi-square ${total} > ${limit} over ${thick.length} boxes`);
  };
}
