import { test } from "uvu";
import * as assert from "uvu/assert";
import { formulaAt } from "../../sims/check/measure/formula-at.ts";
import { scatter } from "../../sims/check/measure/scatter.ts";
import { type DiffusedDensity, formulas, gaussLegendre } from "../../src/index.ts";
import { heart, rings, twoMoons, twoSpirals } from "../../toy-distributions/index.ts";
import { catches, near, seedOf } from "../support.ts";
import { normals, sample } from "./support.ts";

/** A curve written anew from its definition: equally likely pieces, the point of each at a uniform u. */
type Pieces = readonly ((u: number) => readonly [x: number, y: number])[];
const { PI, cos, hypot, sin, sqrt } = Math;

const circle =
  (r: number) =>
  (u: number): [number, number] => [r * cos(2 * PI * u), r * sin(2 * PI * u)];
const arm =
  (sign: number) =>
  (u: number): [number, number] => {
    const theta = sqrt((PI / 2) ** 2 * (1 - u) + (3 * PI) ** 2 * u);
    return [(sign / 3) * theta * cos(theta), (sign / 3) * theta * sin(theta)];
  };
type Errors = Quadrature["quadratureError"];
type Quadrature = DiffusedDensity & Required<Pick<DiffusedDensity, "quadratureError">>;
/** With the errors that its description gives for the whole window. */
const cases: readonly (readonly [density: Quadrature, pieces: Pieces, anywhere: Errors])[] = [
  [rings, [0.75, 1.5, 2.25, 3].map(circle), { logDensity: 5e-5, score: 2e-4 }],
  [
    twoMoons,
    [(u) => [cos(PI * u), sin(PI * u)], (u) => [1 - cos(PI * u), 0.5 - sin(PI * u)]],
    { logDensity: 1e-4, score: 3e-4 },
  ],
  [twoSpirals, [1, -1].map(arm), { logDensity: 2e-4, score: 1e-3 }],
  [
    heart,
    [
      (u) => {
        const t = 2 * PI * u;
        return [2 * sin(t) ** 3, (13 * cos(t) - 5 * cos(2 * t) - 2 * cos(3 * t) - cos(4 * t)) / 8];
      },
    ],
    { logDensity: 3e-6, score: 2e-5 },
  ],
];

const noise = 0.1;
const { nodes, weights } = gaussLegendre(600);

/** log density and score times the width of x + sigma z, by 600 Gauss nodes on each piece. */
function referenceOf(pieces: Pieces): (x: number, y: number, sigma: number) => [number, number, number] {
  const points = pieces.flatMap((point) => Array.from(nodes, (t) => point((1 + t) / 2)));
  const logs = pieces.flatMap(() => Array.from(weights, (w) => Math.log(w / 2 / pieces.length)));
  return (x, y, sigma) => {
    const v = noise ** 2 + sigma ** 2;
    const l = points.map(([a, b], k) => logs[k] - ((x - a) ** 2 + (y - b) ** 2) / (2 * v));
    const m = l.reduce((a, b) => Math.max(a, b));
    const sums = [0, 0, 0];
    points.forEach(([a, b], k) => {
      const w = Math.exp(l[k] - m);
      sums[0] += w;
      sums[1] += w * a;
      sums[2] += w * b;
    });
    const score = (j: number, value: number) => (sums[j] / sums[0] - value) / sqrt(v);
    return [m + Math.log(sums[0]) - Math.log(2 * PI * v), score(1, x), score(2, y)];
  };
}

/** Levels of the quadrature end just below 0.1 x 1.25^k: the worst ratios of some levels, and round ones. */
const ratios = [0, 0.01, 0.1, 0.3, 1, 2, 5, 50].concat(
  [1, 2, 4, 7, 10, 13, 16].map((k) => sqrt((noise * 1.25 ** k * 0.999) ** 2 - noise ** 2)),
);

for (const [density, pieces, anywhere] of cases) {
  const { name, window, sampler, quadratureError: claimed } = density;
  const reference = referenceOf(pieces);

  test(`${name}: without its noise the sampler draws the curve, piece by piece`, () => {
    pieces.forEach((point, i) => {
      for (const u of [0.01, 0.3, 0.77, 0.99]) {
        const got = formulas.evaluate(sampler as formulas.Formula, [], [(i + u) / pieces.length], [0, 0]);
        point(u).forEach((value, j) => {
          near(got[j], value, 1e-12);
        });
      }
    });
  });

  /** The largest errors of log density and of score times width over the points. */
  const errors = (f: formulas.Formula, sigma: number, points: Float64Array) => {
    const [logs, scores] = [f, formulas.gradient(f, 2)].map((g) => formulaAt(g, [1, sigma], 2, points));
    const w = hypot(noise, sigma);
    let [log, score] = [0, 0];
    logs.forEach((value, i) => {
      const [l, sx, sy] = reference(points[2 * i], points[2 * i + 1], sigma);
      log = Math.max(log, Math.abs(value - l));
      score = Math.max(score, hypot(scores[2 * i] * w - sx, scores[2 * i + 1] * w - sy));
    });
    return { log, score };
  };
  const check = (f: formulas.Formula, sigma: number, points: Float64Array, most = claimed) => {
    const { log, score } = errors(f, sigma, points);
    assert.ok(log <= most.logDensity && score <= most.score, `sigma / alpha = ${sigma}: ${log}, ${score}`);
  };

  test(`${name}: at every noise level the quadrature is as exact as it says`, () => {
    const seed = seedOf(`${name}: points of the law`);
    const [x0, z] = [sample(density, 60, seed), normals(60, 2, seed, 1, 3)];
    for (const ratio of ratios) {
      const f = density.diffused(ratio);
      check(
        f,
        ratio,
        x0.map((x, i) => x + ratio * z[i]),
      );
      check(f, ratio, scatter({ window }, 60), anywhere);
      assert.is(density.diffused(ratio), f);
    }
    catches("nodes for ten times the noise", () => check(density.diffused(1), 0, x0));
  });
}

test("rings: a smeared circle is Bessel's function", () => {
  /** exp(-x) I_0(x), by its integral. */
  const bessel = (x: number) =>
    nodes.reduce((sum, t, k) => sum + (weights[k] / 2) * Math.exp(x * (cos(PI * t) - 1)), 0);
  const v = noise ** 2 + 0.3 ** 2;
  for (const r of [0, 0.4, 1.5, 3.3]) {
    const p = [0.75, 1.5, 2.25, 3].reduce(
      (sum, R) => sum + Math.exp(-((r - R) ** 2) / (2 * v)) * bessel((r * R) / v),
      0,
    );
    const got = formulas.evaluate(rings.diffused(0.3), [1, 0.3], [0.6 * r, -0.8 * r])[0];
    near(got, Math.log(p / (8 * PI * v)), 1e-7);
  }
});

test.run();
