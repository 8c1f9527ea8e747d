import { test } from "uvu";
import * as assert from "uvu/assert";
import { formulas } from "../../src/index.ts";
import { doubleWellOf, gaussianMixture, gaussianOf, mixtureOf } from "../../toy-distributions/index.ts";
import { near } from "../support.ts";

type Rows = readonly (readonly number[])[];

/** S^-1 y and log det S by elimination, which the library does not use. */
function solve(S: Rows, y: readonly number[]): { x: number[]; logDet: number } {
  const A = S.map((row, i) => [...row, y[i]]);
  let logDet = 0;
  A.forEach((row, i) => {
    logDet += Math.log(row[i]);
    for (const other of A.slice(i + 1)) {
      const factor = other[i] / row[i];
      row.forEach((value, k) => {
        other[k] -= factor * value;
      });
    }
  });
  const d = S.length;
  const x = new Array<number>(d).fill(0);
  for (let i = d - 1; i >= 0; i--) {
    x[i] = (A[i][d] - x.reduce((sum, value, k) => sum + (k > i ? A[i][k] * value : 0), 0)) / A[i][i];
  }
  return { x, logDet };
}
const times = (S: Rows, x: readonly number[]) =>
  S.map((row) => row.reduce((sum, value, j) => sum + value * x[j], 0));

/** log N(x; m, S) */
function logNormal(x: readonly number[], m: readonly number[], S: Rows): number {
  const r = x.map((value, j) => value - m[j]);
  const { x: solved, logDet } = solve(S, r);
  const square = r.reduce((sum, value, j) => sum + value * solved[j], 0);
  return -0.5 * (square + logDet + x.length * Math.log(2 * Math.PI));
}
const noised = (S: Rows, alpha: number, sigma: number): number[][] =>
  S.map((row, i) => row.map((value, j) => alpha ** 2 * value + (i === j ? sigma ** 2 : 0)));

const S1 = [
  [2, 0.5, -0.3],
  [0.5, 1, 0.2],
  [-0.3, 0.2, 0.7],
];
const S2 = [
  [0.4, 0, 0],
  [0, 0.9, -0.1],
  [0, -0.1, 0.3],
];
const specs = [
  { weight: 2, mean: [1, -2, 0.5], covariance: S1 },
  { weight: 1, mean: [-1, 0, 0], covariance: S2 },
  {
    weight: 1,
    mean: [0, 1, 2],
    covariance: [
      [0.5, 0, 0],
      [0, 0.5, 0],
      [0, 0, 0.5],
    ],
  },
];
const mixture = mixtureOf(specs);
const points = [
  [0, 0, 0],
  [1, -1.5, 0.7],
  [-2, 3, 1],
];
const times1 = [
  [1, 0],
  [0.8, 0.6],
  [0.1, 2],
];

test("full covariances in three dimensions: the mixture of the noised Gaussians, written directly", () => {
  for (const x of points) {
    for (const [alpha, sigma] of times1) {
      const terms = specs.map(
        ({ weight, mean, covariance }) =>
          (weight / 4) *
          Math.exp(
            logNormal(
              x,
              mean.map((m) => alpha * m),
              noised(covariance, alpha, sigma),
            ),
          ),
      );
      const expected = Math.log(terms.reduce((a, b) => a + b));
      near(
        formulas.evaluate(mixture.diffused(sigma / alpha), [alpha, sigma], x)[0],
        expected,
        1e-12 * (1 + Math.abs(expected)),
      );
      if (sigma === 0)
        near(formulas.evaluate(mixture.logDensity, [], x)[0], expected, 1e-12 * (1 + Math.abs(expected)));
    }
  }
});

test("Tweedie: the denoised mean is the posterior mean", () => {
  const [alpha, sigma] = [0.7, 0.5];
  const score = formulas.gradient(mixture.diffused(sigma / alpha), 3);
  for (const x of points) {
    const posterior = specs.map(({ weight, mean, covariance }) => {
      const at = mean.map((m) => alpha * m);
      const S = noised(covariance, alpha, sigma);
      const gain = times(
        covariance,
        solve(
          S,
          x.map((value, j) => value - at[j]),
        ).x,
      );
      return { p: weight * Math.exp(logNormal(x, at, S)), mean: mean.map((m, j) => m + alpha * gain[j]) };
    });
    const total = posterior.reduce((sum, { p }) => sum + p, 0);
    formulas.evaluate(score, [alpha, sigma], x).forEach((s, j) => {
      const expected = posterior.reduce((sum, { p, mean }) => sum + (p / total) * mean[j], 0);
      near((x[j] + sigma ** 2 * s) / alpha, expected, 1e-10);
    });
  }
});

test("the sampler's root is a root of the covariance", () => {
  const { sampler } = gaussianOf({ mean: [1, 2, 3], covariance: S1 });
  const unit = (j: number) => [0, 1, 2].map((i) => (i === j ? 1 : 0));
  const columns = [0, 1, 2].map((j) =>
    formulas.evaluate(sampler as formulas.Formula, [], [0.5], unit(j)).map((value, i) => value - (i + 1)),
  );
  for (const i of [0, 1, 2]) {
    for (const j of [0, 1, 2]) {
      const product = columns.reduce((sum, c) => sum + c[i] * c[j], 0);
      near(product, S1[i][j], 1e-12);
    }
  }
});

test("the sampler takes each component for its share of u", () => {
  const sampler = mixture.sampler as formulas.Formula;
  const chosen = (u: number) => formulas.evaluate(sampler, [], [u], [0, 0, 0]);
  assert.equal(chosen(0.4999), specs[0].mean);
  assert.equal(chosen(0.5001), specs[1].mean);
  assert.equal(chosen(0.7499), specs[1].mean);
  assert.equal(chosen(0.7501), specs[2].mean);
});

test("equal Gaussians are one", () => {
  const two = mixtureOf([
    { mean: [1, 2], covariance: 0.5 },
    { mean: [1, 2], covariance: 0.5 },
  ]);
  const one = gaussianOf({ mean: [1, 2], covariance: 0.5 });
  for (const x of [
    [0, 0],
    [1, 3],
  ]) {
    near(formulas.evaluate(two.logDensity, [], x)[0], formulas.evaluate(one.logDensity, [], x)[0], 1e-14);
  }
});

test("what is not a density is refused with what was got", () => {
  const untyped = (spec: object) => () => gaussianOf(spec as never);
  for (const [spec, message] of [
    [{ mean: [1] }, /covariance: got undefined, expected 1 rows of 1 numbers/],
    [{ mean: [1, 2], covariance: [1, 2] }, /covariance: got \[1,2\], expected 2 rows/],
    [{ covariance: 1 }, /dimension of a mean: got undefined/],
  ] as const) {
    assert.throws(untyped(spec), (e: Error) => e.name === "UsageError" && message.test(e.message));
  }
  const refused = (build: () => unknown, message: RegExp) =>
    assert.throws(build, (error: Error) => error.name === "UsageError" && message.test(error.message));
  const covariance = (S: Rows) => () => gaussianOf({ mean: [0, 0], covariance: S });
  refused(
    covariance([
      [1, 2],
      [2, 1],
    ]),
    /positive definite matrix \(its least eigenvalue is -1/,
  );
  refused(
    covariance([
      [1, 0.5],
      [0.2, 1],
    ]),
    /a symmetric matrix/,
  );
  refused(covariance([[1, 0]]), /2 rows of 2/);
  refused(
    covariance([
      [1, Number.NaN],
      [Number.NaN, 1],
    ]),
    /entry of a covariance/,
  );
  refused(() => gaussianOf({ mean: [0], covariance: 0 }), /variance/);
  refused(() => gaussianOf({ mean: [], covariance: 1 }), /dimension of a mean/);
  refused(() => mixtureOf([]), /number of components/);
  refused(() => mixtureOf([{ mean: [0], covariance: 1, weight: 0 }]), /weight/);
  refused(
    () =>
      mixtureOf([
        { mean: [0], covariance: 1 },
        { mean: [0, 1], covariance: 1 },
      ]),
    /1 coordinates/,
  );
  refused(() => doubleWellOf({ dimension: 0 }), /dimension/);
  refused(() => doubleWellOf({ temperature: 0 }), /temperature/);
});

test("the double well has its minima at +-1 and a barrier of 1 / T, in any dimension", () => {
  const { logDensity } = doubleWellOf({ dimension: 3, temperature: 0.5 });
  const at = (...x: number[]) => formulas.evaluate(logDensity, [], x)[0];
  assert.is(at(1, 0, 0), 0);
  assert.is(at(-1, 0, 0), 0);
  assert.is(at(0, 0, 0), -2);
  assert.is(at(1, 1, 2), -5);
});

test("a mixture's score costs one pass over the table", () => {
  const kernels = formulas.gradient(gaussianMixture.diffused(1), 2);
  const reductions = formulas.topological(kernels.outputs).filter((n) => n.op === "mean" || n.op === "lse");
  assert.is(new Set(reductions.map((n) => (n.op === "mean" ? n.args[0] : n))).size, 1);
});

test.run();
