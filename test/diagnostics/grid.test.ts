import { test } from "uvu";
import * as assert from "uvu/assert";
import { arraySpace } from "../../src/array-space.ts";
import { cellProbabilities } from "../../src/diagnostics/cell-probabilities.ts";
import { histogram } from "../../src/diagnostics/histogram.ts";
import { jensenShannon } from "../../src/diagnostics/jensen-shannon.ts";
import { kullbackLeibler } from "../../src/diagnostics/kullback-leibler.ts";
import { fillUniforms } from "../../src/noise/draw.ts";
import { purposes } from "../../src/noise/purposes.ts";
import { UsageError } from "../../src/refusal.ts";
import { exactStart, normalStart } from "../../src/start.ts";
import { doubleWellOf, gaussianMixture, gaussianOf } from "../../toy-distributions/index.ts";
import { catches, checkDistribution, checkMean, near, normalCdf, same, seeded, zLimit } from "../support.ts";

type Arrays = Float64Array;
const line = [{ low: -1, high: 1, cells: 4 }];

test("a histogram of a line: cells are half open, the last one closed; what is outside is counted", () => {
  const points = Float64Array.of(-1, -0.6, -0.5, 0.99, 1, 1.01, -Infinity, 0);
  const { counts, outside, total, centres, density, error } = histogram(points, 1, line);
  same(counts, Float64Array.of(2, 1, 1, 2));
  assert.equal([outside, total], [2, 8]);
  same(centres[0], Float64Array.of(-0.75, -0.25, 0.25, 0.75));
  near(density[0], 2 / 8 / 0.5, 1e-15);
  near(error[0], Math.sqrt((0.3 * 0.7) / 8) / 0.5, 1e-15);
});

test("a histogram of a plane has rows of its second axis, from whichever coordinates", () => {
  const points = Float64Array.of(9, 0.1, 0.9, 9, 0.9, 0.1, 9, 0.8, 0.2, 9, 7, 0.2);
  const axes = [
    { low: 0, high: 1, cells: 3, component: 1 },
    { low: 0, high: 1, cells: 2, component: 2 },
  ];
  const { counts, outside, density } = histogram(points, 3, axes);
  same(counts, Float64Array.of(0, 0, 2, 1, 0, 0));
  assert.is(outside, 1);
  near(density[2], 2 / 4 / (1 / 6), 1e-14);
});

seeded("each cell's density is within its error of the exact one, and the errors are right", (seed) => {
  const axes = [{ low: -2, high: 2, cells: 16 }];
  const exact = Float64Array.from(
    { length: 16 },
    (_, i) => normalCdf(-2 + (i + 1) / 4) - normalCdf(-2 + i / 4),
  );
  const law = (points: Arrays) => {
    const { density, error } = histogram(points, 1, axes);
    const z = density.map((value, i) => (value - exact[i] * 4) / error[i]);
    for (const v of z) near(v, 0, zLimit);
    near(Math.hypot(...z) / 4, 1, 0.6, "spread of the z-values");
  };
  const points = normalStart(arraySpace({ particles: 40_000, dimension: 1 }), seed);
  law(points);
  catches("a tenth too wide", () => law(points.map((x) => 1.1 * x)));
  catches("the same point again and again", () => law(points.map((_, i) => points[i - (i % 50)])));
});

test("cell probabilities of normals are differences of their distribution function", () => {
  const single = gaussianOf({ mean: [0.5], covariance: 4 });
  const axes = [{ low: -5, high: 6, cells: 11 }];
  const found = cellProbabilities(single, axes, { nodes: 8 });
  found.forEach((p, i) => {
    near(p, normalCdf((-5 + i + 0.5) / 2) - normalCdf((-5 + i - 0.5) / 2), 1e-13);
  });
  const law = (density: typeof single) => {
    const plane = [
      { low: -2, high: 4, cells: 6 },
      { low: -1, high: 1, cells: 4 },
    ];
    const p = cellProbabilities(density, plane);
    near(p[3 * 6 + 1], (normalCdf(0) - normalCdf(-1)) * (normalCdf(2) - normalCdf(1)), 1e-8);
  };
  const covariance = (s: number, t: number) => [
    [s, 0],
    [0, t],
  ];
  law(gaussianOf({ mean: [0, 0], covariance: covariance(1, 0.25) }));
  catches("axes exchanged", () => law(gaussianOf({ mean: [0, 0], covariance: covariance(0.25, 1) })));
});

test("parameters are handed on; what is not normalised is made so on the grid", () => {
  const single = gaussianOf({ mean: [2], covariance: 1 });
  const diffused = { ...single, logDensity: single.diffused(1) };
  const [p] = cellProbabilities(diffused, [{ low: -100, high: 0.5, cells: 1 }], {
    numbers: [0.5, 2],
    nodes: 64,
  });
  near(p, normalCdf(-0.5 / Math.sqrt(0.25 + 4)), 1e-3);
  const well = doubleWellOf({ dimension: 1 });
  const q = cellProbabilities(well, [{ low: -3, high: 3, cells: 12 }]);
  near(
    q.reduce((a, b) => a + b),
    1,
    1e-14,
  );
  near(q[2], q[9], 1e-15);
});

/** E f(count) for a binomial count. */
function binomial(n: number, p: number, f: (count: number) => number): number {
  let sum = 0;
  let log = n * Math.log1p(-p);
  for (let c = 0; c <= n; c++) {
    sum += Math.exp(log) * f(c);
    log += Math.log((n - c) / (c + 1)) + Math.log(p / (1 - p));
  }
  return sum;
}
const law = Float64Array.of(0.05, 0.1, 0.15, 0.2, 0.2, 0.12, 0.08, 0.1);
const summands = {
  kullbackLeibler: (f: number, p: number) => (f > 0 ? f * Math.log(f / p) : 0),
  jensenShannon: (f: number, p: number) => {
    const m = (f + p) / 2;
    return ((f > 0 ? f * Math.log(f / m) : 0) + p * Math.log(p / m)) / 2;
  },
};
for (const [name, divergence] of Object.entries({ kullbackLeibler, jensenShannon })) {
  const summand = summands[name as keyof typeof summands];

  test(`${name}: its mean under the null hypothesis is the exact one, to second order in 1/n`, () => {
    const check = (expected: (n: number) => number) => {
      for (const n of [200, 800]) {
        const exact = law.reduce((sum, p) => sum + binomial(n, p, (c) => summand(c / n, p)), 0);
        near(expected(n) / exact, 1, 300 / n ** 2 + 1e-4);
      }
    };
    const counted = (n: number) => ({ counts: law.map((p) => p * n), outside: 0, total: n });
    const expected = (n: number) => divergence(counted(n), law).expected;
    check(expected);
    catches("first order only", () =>
      check((n) => ({ kullbackLeibler: 7 / (2 * n), jensenShannon: 7 / (8 * n) })[name] as number),
    );
  });

  seeded(`${name}: its p-values are uniform`, (seed) => {
    const [n, replicas] = [300, 1500];
    const values = new Float64Array(replicas);
    const spread = new Float64Array(replicas);
    const check = (change: (u: number, i: number, all: Arrays) => number) => {
      const p = Float64Array.from({ length: replicas }, (_, first) => {
        const u = new Float64Array(n);
        fillUniforms(u, { seed, purpose: purposes.uniform, first, width: n, step: 0, draw: 0 });
        const counts = new Float64Array(law.length);
        for (const value of u.map(change)) {
          let cell = 0;
          for (let sum = law[0]; value >= sum && cell < law.length - 1; sum += law[++cell]);
          counts[cell]++;
        }
        const found = divergence({ counts, outside: 0, total: n }, law);
        values[first] = found.value / found.expected;
        spread[first] = ((found.value - found.expected) / found.error) ** 2;
        return found.p;
      });
      checkDistribution(p, (u) => Math.min(1, u));
      checkMean(values, 1);
      near(spread.reduce((a, b) => a + b) / replicas, 1, 0.4);
    };
    check((u) => u);
    catches("a sample from another law", () => check((u) => u ** 1.1));
    catches("each point twice", () => check((_, i, all) => all[i - (i % 2)]));
  });
}

test("divergences of two laws by hand: one half against one quarter", () => {
  const counted = { counts: Float64Array.of(50, 50), outside: 0, total: 100 };
  const p = Float64Array.of(0.25, 0.75);
  near(kullbackLeibler(counted, p).value, 0.5 * Math.log(2) + 0.5 * Math.log(2 / 3), 1e-15);
  const [a, b] = [0.375, 0.625];
  const js =
    (0.5 * Math.log(0.5 / a) +
      0.5 * Math.log(0.5 / b) +
      0.25 * Math.log(0.25 / a) +
      0.75 * Math.log(0.75 / b)) /
    2;
  near(jensenShannon(counted, p).value, js, 1e-15);
  assert.ok(kullbackLeibler(counted, p).p < 1e-6 && kullbackLeibler(counted, p).limit < 0.03);
});

test("cells that expect few points are one, and so is all that lies outside", () => {
  const p = Float64Array.of(0.49, 0.49, 0.003, 0.003, 0.003);
  const { value, expected } = kullbackLeibler(
    { counts: Float64Array.of(490, 490, 0, 5, 4), outside: 11, total: 1000 },
    p,
  );
  near(value, 0, 1e-12);
  near(expected, (2 / 2000) * (1 + (2 / 0.49 + 1 / 0.009 + 1 / 0.011 - 1) / (6000 * 3)) * (3 / 2), 1e-9);
});

seeded("samples of a mixture against its exact cells", (seed) => {
  const axes = [
    { low: -5, high: 4, cells: 12 },
    { low: -4, high: 4, cells: 10 },
  ];
  const exact = cellProbabilities(gaussianMixture, axes);
  const points = exactStart(arraySpace({ particles: 5000, dimension: 2 }), seed, gaussianMixture);
  const check = (x: Arrays) => {
    for (const divergence of [kullbackLeibler, jensenShannon]) {
      assert.ok(divergence(histogram(x, 2, axes), exact).p > 1e-9);
    }
  };
  check(points);
  catches("a sampler a tenth too wide", () => check(points.map((x) => 1.1 * x)));
  catches("coordinates exchanged", () => check(points.map((_, i) => points[i ^ 1])));
});

test("what is wrong is refused", () => {
  const refused = (act: () => unknown, message: RegExp) =>
    assert.throws(act, (e: unknown) => e instanceof UsageError && message.test(e.message));
  const points = Float64Array.of(0, Number.NaN);
  refused(() => histogram(points, 1, line), /coordinate of a point: got NaN/);
  refused(() => histogram(points, 1, []), /axes of a histogram: got 0/);
  refused(() => histogram(points, 1, [{ low: 1, high: 1, cells: 2 }]), /high end of an axis/);
  refused(
    () => histogram(points, 1, [{ low: 0, high: 1, cells: 2, component: 1 }]),
    /coordinate of an axis: got 1/,
  );
  refused(
    () =>
      histogram(new Float64Array(4), 2, [
        { low: 0, high: 1, cells: 3000 },
        { low: 0, high: 1, cells: 3000 },
      ]),
    /cells of a histogram/,
  );
  refused(() => cellProbabilities(gaussianMixture, line), /axes: got 1/);
  const counted = { counts: Float64Array.of(1, 1), outside: 0, total: 2 };
  refused(() => kullbackLeibler(counted, Float64Array.of(0.5, 0.5)), /Take more points/);
  refused(() => kullbackLeibler(counted, Float64Array.of(1)), /probabilities of cells: got 1/);
  refused(() => jensenShannon(counted, Float64Array.of(0.9, 0.9)), /sum of the probabilities/);
});

test.run();
