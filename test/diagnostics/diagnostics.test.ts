import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { arraySpace } from "../../src/array-space.ts";
import { curveDistance, rootMeanSquare } from "../../src/diagnostics/curve-distance.ts";
import { moments } from "../../src/diagnostics/moments.ts";
import { rankNormalise } from "../../src/diagnostics/rank-normalise.ts";
import {
  directions,
  makeReference,
  quantiles,
  slicedWasserstein,
  sortedProjections,
} from "../../src/diagnostics/sliced-wasserstein.ts";
import { UsageError } from "../../src/refusal.ts";
import { normalStart } from "../../src/start.ts";
import { catches, near, property, same, seeded, zLimit } from "../support.ts";

const normals = (n: number, d: number, seed: bigint) =>
  normalStart(arraySpace({ particles: n, dimension: d }), seed);
const shifted = (points: Float64Array, by: readonly number[]) => points.map((v, i) => v + by[i % by.length]);

for (const d of [2, 3, 7]) {
  test(`directions in dimension ${d} are unit vectors, always the same`, () => {
    const v = directions(d, 40);
    assert.is(v.length, 40 * d);
    for (let k = 0; k < 40; k++) near(Math.hypot(...v.subarray(k * d, (k + 1) * d)), 1, 1e-15);
    same(directions(d, 40), v);
  });
}
test("directions in the plane share the half turn equally: their mean projector is I / 2", () => {
  const v = directions(2, 16);
  let [xx, xy, yy] = [0, 0, 0];
  for (let k = 0; k < 16; k++) {
    const [x, y] = [v[2 * k], v[2 * k + 1]];
    [xx, xy, yy] = [xx + (x * x) / 16, xy + (x * y) / 16, yy + (y * y) / 16];
  }
  near(xx, 0.5, 1e-14);
  near(xy, 0, 1e-14);
  near(yy, 0.5, 1e-14);
});

test("quantiles of a sample's own size are the sample", () => {
  const sorted = Float64Array.of(-1, 0, 0.5, 4);
  same(quantiles(sorted, 4), sorted);
  near(quantiles(sorted, 1)[0], 0.25, 1e-15);
  same(quantiles(Float64Array.of(0, 1), 4), Float64Array.of(0, 0.25, 0.75, 1));
});

test("projections are sorted as numbers", () => {
  same(
    sortedProjections(Float64Array.of(10, 0, 9, 0, -1, 5), Float64Array.of(1, 0)),
    Float64Array.of(-1, 9, 10),
  );
});

seeded("the distance of a set from itself is 0, in any order of its points", (seed) => {
  const points = normals(500, 2, seed);
  const reference = makeReference(points, 2, 16, 500);
  assert.is(slicedWasserstein(points, reference), 0);
  const reversed = points.map((_, i) => points[998 - i + 2 * (i % 2)]);
  near(slicedWasserstein(reversed, reference), 0, 1e-15);
});

property(
  "the distance of a shifted set is the root of the mean square of the shift's projections: |shift| / sqrt(2) in the plane",
  [fc.double({ min: -5, max: 5, noNaN: true }), fc.double({ min: -5, max: 5, noNaN: true })],
  (x, y) => {
    const points = normals(200, 2, 1n);
    const reference = makeReference(points, 2, 16, 200);
    near(
      slicedWasserstein(shifted(points, [x, y]), reference),
      Math.hypot(x, y) / Math.SQRT2,
      1e-12 * (1 + Math.abs(x) + Math.abs(y)),
    );
  },
  30,
);

test("the distance of a scaled set is the scale's part of its spread", () => {
  const points = normals(400, 2, 2n);
  const reference = makeReference(points, 2, 16, 400);
  const spread = Math.sqrt(points.reduce((sum, v) => sum + v * v, 0) / 400 / 2);
  near(
    slicedWasserstein(
      points.map((v) => 1.3 * v),
      reference,
    ),
    0.3 * spread,
    1e-12,
  );
});

seeded("samples of a shifted Gaussian are told from samples of the same one", (seed) => {
  const n = 2000;
  const reference = makeReference(normals(50_000, 2, seed), 2, 16, n);
  const law = (points: Float64Array) => assert.ok(slicedWasserstein(points, reference) < 0.1);
  law(normals(n, 2, seed + 1n));
  catches("a shift of a fifth", () => law(shifted(normals(n, 2, seed + 1n), [0.2, 0])));
  catches("a seventh too narrow", () => law(normals(n, 2, seed + 1n).map((v) => 0.85 * v)));
  near(slicedWasserstein(shifted(normals(n, 2, seed + 1n), [3, 4]), reference), 5 / Math.SQRT2, 0.1);
});

test("another number of samples than the reference's is refused", () => {
  const reference = makeReference(normals(100, 2, 3n), 2, 4, 50);
  assert.throws(
    () => slicedWasserstein(normals(40, 2, 3n), reference),
    (e: unknown) => e instanceof UsageError && /got "40 samples", expected 50/.test(e.message),
  );
});

test("distance to a polyline: to the nearest segment, its ends included", () => {
  const corner = Float64Array.of(0, 0, 2, 0, 2, 2);
  const points = Float64Array.of(1, 1, 1, -3, -3, 4, 3, 3, 2, 1, 1.5, 0.25);
  const expected = [1, 3, 5, Math.SQRT2, 0, 0.25];
  curveDistance(points, corner).forEach((v, i) => {
    near(v, expected[i], 1e-15);
  });
});

test("a polyline of segments h is within h^2 / 8R of its circle", () => {
  const m = 60;
  const R = 2;
  const arc = Float64Array.from({ length: 2 * (m + 1) }, (_, i) => {
    const angle = (2 * Math.PI * Math.floor(i / 2)) / m;
    return R * (i % 2 ? Math.sin(angle) : Math.cos(angle));
  });
  const h = 2 * R * Math.sin(Math.PI / m);
  const points = normals(300, 2, 4n);
  const found = curveDistance(points, arc);
  found.forEach((v, i) => {
    near(v, Math.abs(R - Math.hypot(points[2 * i], points[2 * i + 1])), (1.01 * h * h) / (8 * R));
  });
  assert.ok(
    found.some(
      (v, i) => Math.abs(v - Math.abs(R - Math.hypot(points[2 * i], points[2 * i + 1]))) > (h * h) / (20 * R),
    ),
  );
});

test("a root mean square and its error, by the delta method", () => {
  const { value, error } = rootMeanSquare(Float64Array.of(1, 3));
  near(value, Math.sqrt(5), 1e-15);
  near(error, Math.sqrt(16 / 2) / (2 * Math.sqrt(5)), 1e-15);
  assert.equal(rootMeanSquare(Float64Array.of(0, 0)), { value: 0, error: 0 });
});

test("moments of a small sample by hand", () => {
  const { mean, covariance, meanError } = moments(Float64Array.of(1, 0, 3, 4, 5, 2), 2);
  assert.equal(mean, [3, 2]);
  near(covariance[0][0], 8 / 3, 1e-15);
  near(covariance[0][1], 4 / 3, 1e-15);
  near(covariance[1][0], 4 / 3, 1e-15);
  near(meanError[0], Math.sqrt(8 / 9), 1e-15);
});

seeded("moments of Gaussian samples lie within their own standard errors", (seed) => {
  const law = (points: Float64Array) => {
    const { mean, meanError, covariance, varianceError } = moments(points, 2);
    for (const j of [0, 1]) {
      near(mean[j], 3, zLimit * meanError[j]);
      near(covariance[j][j], 1, zLimit * varianceError[j]);
      near(varianceError[j], Math.sqrt(2 / 5000), 0.2 * Math.sqrt(2 / 5000));
    }
    near(covariance[0][1], 0, zLimit / Math.sqrt(5000));
  };
  const points = shifted(normals(5000, 2, seed), [3, 3]);
  law(points);
  catches("a fifth too wide", () => law(points.map((v) => 3 + 1.2 * (v - 3))));
  catches("components that are the same", () => law(points.map((_, i) => points[i - (i % 2)])));
});

test("arrays that are no whole points are refused", () => {
  const refuses = (act: () => unknown, message: RegExp) =>
    assert.throws(act, (e: unknown) => e instanceof UsageError && message.test(e.message));
  const five = new Float64Array(5);
  refuses(() => moments(five, 2), /samples: got "5 numbers", expected n x 2 of them/);
  refuses(() => moments(new Float64Array(2), 2), /got "2 numbers", expected n x 2 of them, n >= 2/);
  refuses(() => moments(five, 0), /dimension: got 0/);
  refuses(() => curveDistance(five, new Float64Array(4)), /points: got "5 numbers"/);
  refuses(() => curveDistance(new Float64Array(2), new Float64Array(2)), /points of a curve.*n >= 2/);
  refuses(() => sortedProjections(five, Float64Array.of(1, 0)), /samples: got "5 numbers"/);
  refuses(() => makeReference(new Float64Array(10), 2, 4, 0), /samples at a time: got 0/);
  assert.is(curveDistance(new Float64Array(0), new Float64Array(4)).length, 0);
  refuses(() => rootMeanSquare(new Float64Array(0)), /values: got "0 numbers"/);
});

test("what is not a number is refused, or stays none: no number comes of it", () => {
  const flawed = Float64Array.of(1, Number.NaN, 3);
  for (const act of [
    () => makeReference(flawed, 1, 4, 3),
    () => slicedWasserstein(flawed, makeReference(Float64Array.of(1, 2, 3), 1, 4, 3)),
    () => rankNormalise(flawed),
  ])
    assert.throws(act, (e: unknown) => e instanceof UsageError && /got NaN/.test(e.message));
  assert.equal([...curveDistance(flawed.subarray(0, 2), Float64Array.of(0, 0, 1, 1))], [Number.NaN]);
  assert.equal(Object.values(rootMeanSquare(flawed)), [Number.NaN, Number.NaN]);
  assert.ok(Number.isNaN(moments(flawed, 1).mean[0]));
});

test.run();
