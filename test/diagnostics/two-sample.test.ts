import { test } from "uvu";
import * as assert from "uvu/assert";
import { normalMean, normalNodes } from "../../sims/check/measure/normal-nodes.ts";
import { arraySpace } from "../../src/array-space.ts";
import { energyDistance } from "../../src/diagnostics/energy-distance.ts";
import { kernelSteinDiscrepancy } from "../../src/diagnostics/kernel-stein-discrepancy.ts";
import { maximumMeanDiscrepancy, medianDistance } from "../../src/diagnostics/maximum-mean-discrepancy.ts";
import type { Tested } from "../../src/diagnostics/measured.ts";
import { UsageError } from "../../src/refusal.ts";
import { normalStart } from "../../src/start.ts";
import { catches, checkDistribution, checkMean, near, normalCdf, seeded } from "../support.ts";

type Arrays = Float64Array;
const normals = (n: number, d: number, seed: bigint, stream: number): Arrays =>
  normalStart(arraySpace({ particles: n, dimension: d, first: stream * n }), seed);
const replicas = (count: number, of: (r: number) => number): Arrays =>
  Float64Array.from({ length: count }, (_, r) => of(r));
/** p-values of a test that is right: uniform, as far as their number of draws lets them. */
const checkUniform = (p: Arrays): void => checkDistribution(p, (u) => Math.min(1, u));

/** E|N(m, s^2)| */
const meanAbsolute = (m: number, s: number): number =>
  s * Math.sqrt(2 / Math.PI) * Math.exp(-(m * m) / (2 * s * s)) + m * (1 - 2 * normalCdf(-m / s));
/** Two normals on the line, of standard deviations 1 and 2, and their distances in closed form. */
const shift = 0.7;
const energy =
  2 * meanAbsolute(shift, Math.sqrt(5)) - meanAbsolute(0, Math.SQRT2) - meanAbsolute(0, Math.sqrt(8));
/** E k for a difference N(m, s^2) in each of d coordinates, b = 1. */
const meanKernel = (m: number, variance: number, d: number): number =>
  (1 + variance) ** (-d / 2) * Math.exp((-d * m * m) / (2 * (1 + variance)));
const discrepancy = meanKernel(0, 2, 2) + meanKernel(0, 8, 2) - 2 * meanKernel(shift, 5, 2);

type TwoSample = (x: Arrays, y: Arrays, seed: bigint) => Tested;
/** The last number is what it would be too large by if sums over pairs were divided by n^2, for 12 and 8 points. */
const cases: readonly (readonly [
  name: string,
  d: number,
  exact: number,
  measure: TwoSample,
  bias: number,
])[] = [
  [
    "energy distance",
    1,
    energy,
    (x, y, seed) => energyDistance(x, y, 1, { seed, draws: 99 }),
    meanAbsolute(0, Math.SQRT2) / 12 + meanAbsolute(0, Math.sqrt(8)) / 8,
  ],
  [
    "maximum mean discrepancy",
    2,
    discrepancy,
    (x, y, seed) => maximumMeanDiscrepancy(x, y, 2, { seed, draws: 99, bandwidth: 1 }),
    -meanKernel(0, 2, 2) / 12 - meanKernel(0, 8, 2) / 8,
  ],
];
for (const [name, d, exact, measure, bias] of cases) {
  const wide = (n: number, seed: bigint, r: number) => normals(n, d, seed + 1n, r).map((z) => shift + 2 * z);

  seeded(`${name} of two Gaussians: unbiased, against the closed form`, (seed) => {
    const values = replicas(1000, (r) => measure(normals(12, d, seed, r), wide(8, seed, r), seed).value);
    checkMean(values, exact);
    catches("sums over pairs divided by n^2", () =>
      checkMean(
        values.map((v) => v + bias),
        exact,
      ),
    );
    catches("the mixed term once", () =>
      checkMean(
        values.map((v) => v + exact / 3),
        exact,
      ),
    );
  });

  seeded(`${name}: p-values of equal laws are uniform, also for unequal numbers of points`, (seed) => {
    const law = (y: (r: number) => Arrays) => {
      const tests = Array.from({ length: 400 }, (_, r) =>
        measure(normals(14, d, seed, r), y(r), seed + BigInt(r)),
      );
      checkUniform(Float64Array.from(tests, ({ p }) => p));
      const z = Float64Array.from(tests, ({ value, expected, error }) => (value - expected) / error);
      checkMean(z, 0);
      near(z.reduce((sum, v) => sum + v * v, 0) / z.length, 1, 0.35, "spread");
    };
    law((r) => normals(10, d, seed + 1n, r));
    catches("another law", () => law((r) => wide(10, seed, r)));
    catches("the second sample taken from the first", () =>
      law((r) => normals(14, d, seed, r).subarray(0, 10 * d)),
    );
    catches("each point twice", () =>
      law((r) => normals(10, d, seed + 1n, r).map((_, i, all) => all[(i >> d) << (d - 1)])),
    );
  });

  seeded(`${name}: points that are another law are told apart`, (seed) => {
    const { value, limit, p } = measure(normals(100, d, seed, 0), wide(100, seed, 0), seed);
    assert.ok(value > limit);
    near(p, 1 / 100, 1e-15);
  });
}

test("the order of the points, and the samples' order, do not matter", () => {
  const [x, y] = [normals(6, 2, 1n, 0), normals(9, 2, 1n, 5)];
  const turned = y.map((_, i) => y[16 - i + 2 * (i % 2)]);
  const value = (a: Arrays, b: Arrays) => energyDistance(a, b, 2, { seed: 1n }).value;
  near(value(x, y), value(x, turned), 1e-14);
  near(value(x, y), value(y, x), 1e-14);
});

test("two points each, by hand", () => {
  const [x, y] = [Float64Array.of(0, 1), Float64Array.of(3, 7)];
  near(energyDistance(x, y, 1, { seed: 1n }).value, 2 * ((3 + 7 + 2 + 6) / 4) - 1 - 4, 1e-14);
  const k = (r: number) => Math.exp((-r * r) / 8);
  const { value, bandwidth } = maximumMeanDiscrepancy(x, y, 1, { seed: 1n, bandwidth: 2 });
  near(value, k(1) + k(4) - (k(3) + k(7) + k(2) + k(6)) / 2, 1e-14);
  assert.is(bandwidth, 2);
});

test("the bandwidth is the median distance of both samples together", () => {
  const points = Float64Array.of(0, 0, 3, 4, 0, 1);
  near(medianDistance(points, 2), Math.sqrt(18), 1e-15, "of 1, sqrt(18), 5");
  const [x, y] = [normals(700, 2, 3n, 0), normals(900, 2, 3n, 1)];
  const { bandwidth } = maximumMeanDiscrepancy(x, y, 2, { seed: 1n, draws: 19 });
  near(bandwidth, 2 * Math.sqrt(Math.log(2)), 0.06, "Rayleigh's median, scale sqrt 2");
  assert.throws(
    () => maximumMeanDiscrepancy(new Float64Array(20), new Float64Array(20), 1, { seed: 1n }),
    (e: unknown) => e instanceof UsageError && /Give a bandwidth/.test(e.message),
  );
});

const options = { draws: 99 };
const stein = (x: Arrays, d: number, seed: bigint, score = (v: number) => -v, change = 0.5): Tested =>
  kernelSteinDiscrepancy(x, x.map(score), d, { ...options, seed, change });

test("the Stein kernel of two points is the one of its definition, by differences", () => {
  const [x, y] = [
    [0.3, -0.8],
    [1.1, 0.4],
  ];
  const score = (p: readonly number[]) => [-(p[0] ** 3), Math.sin(p[1])];
  for (const [c, beta] of [
    [1, -0.5],
    [0.7, -0.3],
  ]) {
    const k = (p: readonly number[], q: readonly number[]) =>
      (c * c + (p[0] - q[0]) ** 2 + (p[1] - q[1]) ** 2) ** beta;
    const h = 1e-3;
    const move = (p: readonly number[], j: number, by: number) => p.map((v, i) => (i === j ? v + by : v));
    const [s, t] = [score(x), score(y)];
    const along = [0, 1].map((j) => {
      const dx = (k(move(x, j, h), y) - k(move(x, j, -h), y)) / (2 * h);
      const dy = (k(x, move(y, j, h)) - k(x, move(y, j, -h))) / (2 * h);
      const mixed =
        (k(move(x, j, h), move(y, j, h)) -
          k(move(x, j, h), move(y, j, -h)) -
          k(move(x, j, -h), move(y, j, h)) +
          k(move(x, j, -h), move(y, j, -h))) /
        (4 * h * h);
      return s[j] * t[j] * k(x, y) + s[j] * dy + t[j] * dx + mixed;
    });
    const points = Float64Array.of(...x, ...y);
    const found = (scores: Arrays) =>
      kernelSteinDiscrepancy(points, scores, 2, { seed: 1n, scale: c, exponent: beta }).value;
    near(found(Float64Array.of(...s, ...t)), along[0] + along[1], 1e-5);
    catches("the score's sign", () =>
      near(found(Float64Array.of(...s, ...t).map((v) => -v)), along[0] + along[1], 1e-2),
    );
  }
});

seeded("a Stein discrepancy is unbiased: m^2 E k for normals that are off by m", (seed) => {
  const m = 0.6;
  const exact = m * m * normalMean(normalNodes.map((z) => (1 + 2 * z * z) ** -0.5));
  const law = (by: number) =>
    checkMean(
      replicas(
        1500,
        (r) =>
          stein(
            normals(12, 1, seed, r).map((z) => z + by),
            1,
            seed,
          ).value,
      ),
      exact,
    );
  law(m);
  catches("a smaller shift", () => law(0.45));
});

seeded("a Stein discrepancy of exact samples lies within its null law: p-values are uniform", (seed) => {
  const law = (score?: (v: number) => number, points = (x: Arrays) => x) =>
    checkUniform(replicas(300, (r) => stein(points(normals(40, 2, seed, r)), 2, seed + BigInt(r), score).p));
  law();
  catches("points a fifth too wide", () => law(undefined, (x) => x.map((v) => 1.2 * v)));
  catches("twice the score", () => law((v) => -2 * v));
  catches("the score's sign", () => law((v) => v));
  catches("each point twice", () => law(undefined, (x) => x.map((_, i) => x[i - (i % 4) + (i % 2)])));
});

seeded("of a chain it needs a bootstrap whose signs change seldom", (seed) => {
  const phi = 0.8;
  const chain = (r: number): Arrays => {
    const z = normals(200, 1, seed, r);
    for (let i = 1; i < z.length; i++) z[i] = phi * z[i - 1] + Math.sqrt(1 - phi * phi) * z[i];
    return z;
  };
  const law = (change: number) =>
    checkUniform(replicas(100, (r) => stein(chain(r), 1, seed + BigInt(r), undefined, change).p));
  law(0.03);
  catches("signs as for independent points", () => law(0.5));
});

test("the same seed resamples alike, another one does not", () => {
  const [x, y] = [normals(30, 1, 1n, 0), normals(30, 1, 1n, 1)];
  for (const measure of [
    (seed: bigint) => energyDistance(x, y, 1, { seed }),
    (seed: bigint) => stein(x, 1, seed),
  ]) {
    assert.equal(measure(5n), measure(5n));
    assert.is.not(measure(5n).error, measure(6n).error);
    assert.is(measure(5n).value, measure(6n).value);
  }
});

test("what is wrong is refused", () => {
  const refused = (act: () => unknown, message: RegExp) =>
    assert.throws(act, (e: unknown) => e instanceof UsageError && message.test(e.message));
  const x = normals(4, 1, 1n, 0);
  const many = new Float64Array(10_001);
  refused(() => energyDistance(many, x, 1, { seed: 1n }), /got 10005, expected at most 10000.*every k-th/);
  refused(() => energyDistance(x, Float64Array.of(1), 1, { seed: 1n }), /second sample/);
  refused(
    () => energyDistance(x, Float64Array.of(1, Number.NaN), 1, { seed: 1n }),
    /coordinate of a sample: got NaN/,
  );
  refused(() => energyDistance(x, x, 1, { seed: 1n, draws: 3 }), /draws of the null hypothesis: got 3/);
  refused(
    () => energyDistance(x, x, 1, { seed: 1n, draws: 1e8 }),
    /draws of the null hypothesis: got 100000000/,
  );
  refused(() => energyDistance(x, x, 1, { seed: -1n }), /seed/);
  refused(() => maximumMeanDiscrepancy(x, x, 1, { seed: 1n, bandwidth: -1 }), /bandwidth: got -1/);
  refused(() => kernelSteinDiscrepancy(many, many, 1, { seed: 1n }), /at most 10000/);
  refused(() => kernelSteinDiscrepancy(x, x.subarray(1), 1, { seed: 1n }), /scores: got "3 numbers"/);
  refused(() => kernelSteinDiscrepancy(x, x, 1, { seed: 1n, exponent: -1 }), /exponent of the kernel/);
  refused(() => kernelSteinDiscrepancy(x, x, 1, { seed: 1n, change: 0.7 }), /chance of a change of sign/);
});

test.run();
