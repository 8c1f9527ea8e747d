import { test } from "uvu";
import * as assert from "uvu/assert";
import { formulaAt } from "../../sims/check/measure/formula-at.ts";
import { scatter } from "../../sims/check/measure/scatter.ts";
import { formulas, gaussLegendre } from "../../src/index.ts";
import { checkerboard } from "../../toy-distributions/index.ts";
import { logIntervalProbability } from "../../toy-distributions/log-interval-probability.ts";
import { catches, near } from "../support.ts";

const { nodes, weights } = gaussLegendre(300);

/** log P(|y - c| < w) for y from N(x, s^2), and its slope in x, by Gauss nodes from the nearest point of the interval on. */
function reference(x: number, c: number, w: number, s: number): [log: number, slope: number] {
  const [low, high] = [c - w - x, c + w - x];
  const nearest = Math.max(low, Math.min(0, high));
  const reach = Math.min(40 * s, nearest === 0 ? Infinity : (80 * s * s) / Math.abs(nearest));
  const [a, b] = [Math.max(low, nearest - reach), Math.min(high, nearest + reach)];
  let [total, first] = [0, 0];
  for (const [from, to] of [
    [a, nearest],
    [nearest, b],
  ]) {
    nodes.forEach((t, k) => {
      const y = (from + to) / 2 + ((to - from) / 2) * t;
      const p = (weights[k] * (to - from) * Math.exp(((nearest - y) * (nearest + y)) / (2 * s * s))) / 2;
      total += p;
      first += p * y;
    });
  }
  const log = Math.log(total / (s * Math.sqrt(2 * Math.PI))) - nearest ** 2 / (2 * s * s);
  return [log, first / total / (s * s)];
}

const x = formulas.coordinate(0, 0);
const [c, w, s] = ["c", "w", "s"].map(formulas.parameter);
const law = formulas.formula({
  inputs: 1,
  parameters: ["c", "w", "s"],
  outputs: [logIntervalProbability(x, c, w, s)],
});
const slope = formulas.gradient(law, 1);

/** Within the interval, at its edge, and up to 1000 standard deviations outside of it. */
function checkInterval(l: formulas.Formula, ds: formulas.Formula): void {
  for (const [half, width] of [
    [0.5, 0.05],
    [0.5, 0.5],
    [0.5, 20],
    [0.1, 3],
    [1, 0.04],
  ]) {
    for (const distance of [0, 0.3, 0.999, 1, 1.001, 1.5, 4, 30, 500]) {
      for (const side of [-1, 1]) {
        const at = 0.7 + side * distance * Math.max(half, width);
        const [log, derivative] = reference(at, 0.7, half, width);
        const size = 1 + width / half;
        near(
          formulas.evaluate(l, [0.7, half, width], [at])[0],
          log,
          1e-13 * (size + Math.abs(log)),
          `log, ${at}`,
        );
        const got = formulas.evaluate(ds, [0.7, half, width], [at])[0];
        near(got, derivative, 1e-12 * (size / width + Math.abs(derivative)), `slope, ${at}`);
      }
    }
  }
}

test("an interval's probability and its slope, out to tails without a digit in doubles", () => {
  checkInterval(law, slope);
  const scaled = formulas.formula({ ...slope, outputs: [formulas.mul(slope.outputs[0], 1 + 1e-9)] });
  catches("a slope wrong in the ninth digit", () => checkInterval(law, scaled));
  catches("an interval too long", () => {
    const longer = logIntervalProbability(x, c, formulas.mul(1 + 1e-9, w), s);
    checkInterval(formulas.formula({ ...law, outputs: [longer] }), slope);
  });
});

const middles = [-1.5, -0.5, 0.5, 1.5];
const squares = middles.flatMap((a, i) => middles.filter((_, j) => (i + j) % 2 === 0).map((b) => [a, b]));

test("the board is the mean of its eight squares, with noise or without", () => {
  for (const [alpha, sigma] of [
    [1, 0],
    [1, 0.3],
    [0.2, 0.9],
    [0.01, 1],
    [1, 50],
  ]) {
    const width = Math.hypot(0.05 * alpha, sigma);
    for (const point of [
      [0.1, -0.4],
      [2, 2],
      [-1.5, 0.5],
      [7.2, 0.3],
      [-30, 80],
    ]) {
      const terms = squares.map((middle) => {
        const parts = middle.map((m, j) => reference(point[j], alpha * m, alpha / 2, width));
        return {
          log: parts[0][0] + parts[1][0] - Math.log(8 * alpha * alpha),
          slopes: parts.map(([, d]) => d),
        };
      });
      const m = Math.max(...terms.map(({ log }) => log));
      const weights = terms.map(({ log }) => Math.exp(log - m));
      const total = weights.reduce((a, b) => a + b);
      const expected = m + Math.log(total);
      const f = checkerboard.diffused();
      near(formulas.evaluate(f, [alpha, sigma], point)[0], expected, 1e-10 * (1 + Math.abs(expected)));
      formulas.evaluate(formulas.gradient(f, 2), [alpha, sigma], point).forEach((got, j) => {
        const mean = terms.reduce((sum, { slopes }, k) => sum + (weights[k] / total) * slopes[j], 0);
        near(got, mean, 1e-9 * (1 / width + Math.abs(mean)));
      });
    }
  }
});

test("density, score and divergence are finite 100 standard deviations away and more, and on the lines of symmetry", () => {
  const score = formulas.gradient(checkerboard.logDensity, 2);
  const far = scatter(
    {
      window: [
        [-50, 50],
        [-50, 50],
      ],
    },
    500,
  );
  for (const f of [checkerboard.logDensity, score, formulas.divergence(score)]) {
    assert.ok(formulaAt(f, [], 2, far).every(Number.isFinite));
  }
  const board = checkerboard.diffused();
  const slope = (x: number, y: number) =>
    formulas.evaluate(formulas.gradient(board, 2), [1, 0.3], [x, y]).map((value) => value + 0);
  for (const t of [0.3, 1, 1.7]) {
    near(slope(t, t)[0], slope(t, t)[1], 1e-12);
    near(slope(t, -t)[0], -slope(t, -t)[1], 1e-12);
  }
  const curvature = (x: number) =>
    formulas.evaluate(formulas.divergence(formulas.gradient(board, 2)), [1, 0.3], [x, 0.2])[0];
  near(curvature(0.5), (curvature(0.5 - 1e-6) + curvature(0.5 + 1e-6)) / 2, 1e-6);
});

test.run();
