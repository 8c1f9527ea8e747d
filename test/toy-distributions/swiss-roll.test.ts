import { test } from "uvu";
import * as assert from "uvu/assert";
import { formulaAt } from "../../sims/check/measure/formula-at.ts";
import { formulas } from "../../src/index.ts";
import { gaussLegendre } from "../../src/quadrature.ts";
import { swissRoll } from "../../toy-distributions/index.ts";
import { centre, noise, scale } from "../../toy-distributions/swiss-roll.ts";
import { catches, near, seedOf } from "../support.ts";
import { normals, sample } from "./support.ts";

const { nodes, weights } = gaussLegendre(2000);
/** The roll's angles and their probabilities, written anew from its definition. */
const angles = nodes.map((t) => ((3 * Math.PI) / 2) * (1 + (1 + t)));
const curve = (theta: number): [number, number] => [
  (theta * Math.cos(theta) - centre[0]) / scale,
  (theta * Math.sin(theta) - centre[1]) / scale,
];
const curvePoints = Array.from(angles, curve);

test("its constants are the moments of the curve", () => {
  const moment = (f: (theta: number) => number) =>
    angles.reduce((sum, theta, k) => sum + (weights[k] / 2) * f(theta), 0);
  const mean = [moment((t) => t * Math.cos(t)), moment((t) => t * Math.sin(t))];
  near(mean[0], centre[0], 1e-12);
  near(mean[1], centre[1], 1e-12);
  near(Math.sqrt((moment((t) => t * t) - mean[0] ** 2 - mean[1] ** 2) / 2), scale, 1e-12);
  assert.equal(
    [...centre, scale].map((value) => value.toFixed(6)),
    ["2.000000", "0.212207", "6.789095"],
  );
});

/** log density and score times the width, by 2,000 nodes in u. */
function reference(x: number, y: number, alpha: number, sigma: number): [number, number, number] {
  const v = (alpha * noise) ** 2 + sigma ** 2;
  const l = curvePoints.map(
    ([a, b], k) => Math.log(weights[k] / 2) - ((x - alpha * a) ** 2 + (y - alpha * b) ** 2) / (2 * v),
  );
  const m = l.reduce((a, b) => Math.max(a, b));
  const sums = [0, 0, 0];
  curvePoints.forEach(([a, b], k) => {
    const w = Math.exp(l[k] - m);
    sums[0] += w;
    sums[1] += w * a;
    sums[2] += w * b;
  });
  const w = Math.sqrt(v);
  const score = (j: number, coordinate: number) => (alpha * (sums[j] / sums[0]) - coordinate) / w;
  return [m + Math.log(sums[0]) - Math.log(2 * Math.PI * v), score(1, x), score(2, y)];
}

/** The largest errors of log density and of score times width over the points. */
function errors(
  f: formulas.Formula,
  alpha: number,
  sigma: number,
  points: Float64Array,
): { log: number; score: number } {
  const [logs, scores] = [f, formulas.gradient(f, 2)].map((g) => formulaAt(g, [alpha, sigma], 2, points));
  const w = Math.hypot(alpha * noise, sigma);
  let [log, score] = [0, 0];
  logs.forEach((value, i) => {
    const [l, sx, sy] = reference(points[2 * i], points[2 * i + 1], alpha, sigma);
    log = Math.max(log, Math.abs(value - l));
    score = Math.max(score, Math.hypot(scores[2 * i] * w - sx, scores[2 * i + 1] * w - sy));
  });
  return { log, score };
}

/** Levels of the quadrature end just below 0.05 x 1.25^k: the worst ratios of each level, and round ones. */
const ratios = [0, 0.01, 0.1, 0.3, 1, 2, 5, 50].concat(
  [1, 2, 4, 8, 12, 16, 18].map((k) => Math.sqrt((noise * 1.25 ** k * 0.999) ** 2 - noise ** 2)),
);
for (const ratio of ratios) {
  const title = `at sigma / alpha = ${Number(ratio.toPrecision(4))} the quadrature is as exact as it says`;
  test(title, () => {
    const n = 400;
    const x0 = sample(swissRoll, n, seedOf(title));
    const ends = [curve(angles[0]), curve(angles[1999])].flat();
    x0.set(ends, 0);
    const z = normals(n, 2, seedOf(`${title}: noise`));
    for (const alpha of [1, 0.2]) {
      const sigma = ratio * alpha;
      const f = swissRoll.diffused(ratio);
      const law = errors(
        f,
        alpha,
        sigma,
        x0.map((x, i) => alpha * x + sigma * z[i]),
      );
      assert.ok(law.log <= 3e-5 && law.score <= 2e-4, `of the law's points: ${law.log}, ${law.score}`);
      const anywhere = Float64Array.from(
        { length: 2 * n },
        (_, i) => alpha * (-2.5 + 5 * ((i * 0.6180339887498949) % 1)),
      );
      const window = errors(f, alpha, sigma, anywhere);
      assert.ok(window.log <= 0.05 && window.score <= 0.1, `in the window: ${window.log}, ${window.score}`);
    }
  });
}

test("far more noise than the nodes were chosen for is no harm, far less is caught", () => {
  const points = sample(swissRoll, 200, seedOf("nodes for less noise"));
  assert.ok(errors(swissRoll.diffused(0), 1, 1, points).log < 1e-4);
  catches("nodes for ten times the noise", () =>
    assert.ok(errors(swissRoll.diffused(0.5), 1, 0, points).log < 1e-4),
  );
});

test("one formula a level, so that its code is compiled once", () => {
  assert.is(swissRoll.diffused(0.011), swissRoll.diffused(0.01));
  assert.is.not(swissRoll.diffused(1), swissRoll.diffused(0.01));
  assert.is(swissRoll.diffused(50), swissRoll.diffused(5));
});

test.run();
