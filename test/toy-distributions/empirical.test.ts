import { test } from "uvu";
import * as assert from "uvu/assert";
import { formulaAt } from "../../sims/check/measure/formula-at.ts";
import { scatter } from "../../sims/check/measure/scatter.ts";
import { formulas } from "../../src/index.ts";
import { empiricalOf, mixtureOf } from "../../toy-distributions/index.ts";
import { near, seedOf } from "../support.ts";
import { normals } from "./support.ts";

const points = normals(40, 3, seedOf("empirical points"), 2);
const rows = Array.from({ length: 40 }, (_, k) => [...points.subarray(3 * k, 3 * k + 3)]);

test("it is the mixture of equal Gaussians on the points, with noise or without", () => {
  const density = empiricalOf(points, { dimension: 3, width: 0.7 });
  const mixture = mixtureOf(rows.map((mean) => ({ mean, covariance: 0.49 })));
  const places = scatter(density, 50);
  for (const [alpha, sigma] of [
    [1, 0],
    [0.6, 0.8],
    [0, 1],
  ]) {
    const [f, g] = [density, mixture].map(({ diffused }) => diffused(sigma / alpha));
    for (const [a, b] of [
      [f, g],
      [formulas.gradient(f, 3), formulas.gradient(g, 3)],
    ]) {
      const expected = formulaAt(b, [alpha, sigma], 3, places);
      formulaAt(a, [alpha, sigma], 3, places).forEach((value, i) => {
        near(value, expected[i], 1e-11 * (1 + Math.abs(expected[i])));
      });
    }
  }
});

test("the sampler takes each point for its share of u, and adds width z", () => {
  const { sampler } = empiricalOf(points, { dimension: 3, width: 0.7 });
  const drawn = (u: number, z: readonly number[]) =>
    formulas.evaluate(sampler as formulas.Formula, [], [u], z);
  rows.forEach((row, k) => {
    for (const u of [k / 40 + 1e-12, (k + 0.5) / 40, (k + 1) / 40 - 1e-12])
      assert.equal(drawn(u, [0, 0, 0]), row);
  });
  near(drawn(0.5, [0, 2, 0])[1] - drawn(0.5, [0, 0, 0])[1], 1.4, 1e-15);
  const compiled = formulaAt(
    sampler as formulas.Formula,
    [],
    3,
    Float64Array.of(1 - 2 ** -24, 0.3),
    new Float64Array(6),
  );
  assert.equal([...compiled], [...rows[39], ...rows[12]]);
});

test("the width is Scott's unless it is given", () => {
  const variance = [0, 1, 2]
    .map((j) => {
      const values = rows.map((row) => row[j]);
      const mean = values.reduce((a, b) => a + b) / 40;
      return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 39;
    })
    .reduce((a, b) => a + b);
  const width = Math.sqrt(variance / 3) * 40 ** (-1 / 7);
  const [plain, given] = [
    empiricalOf(points, { dimension: 3 }),
    empiricalOf(points, { dimension: 3, width }),
  ];
  const places = scatter(plain, 20);
  const expected = formulaAt(given.logDensity, [], 3, places);
  formulaAt(plain.logDensity, [], 3, places).forEach((value, i) => {
    near(value, expected[i], 1e-9 * (1 + Math.abs(expected[i])));
  });
});

test("one point needs a width, and is a Gaussian", () => {
  const { logDensity } = empiricalOf([3, 4], { width: 2 });
  near(formulas.evaluate(logDensity, [], [5, 4])[0], -0.5 - Math.log(8 * Math.PI), 1e-14);
});

test("what is no set of points is refused, and the row is named", () => {
  const refused = (build: () => unknown, message: RegExp) =>
    assert.throws(build, (error: Error) => error.name === "UsageError" && message.test(error.message));
  const flawed = (value: number) => () => empiricalOf([0, 1, 2, 3, 4, value, 6, 7]);
  refused(flawed(Number.NaN), /coordinate 2 of point 3: got NaN, expected a finite number/);
  refused(flawed(-Infinity), /coordinate 2 of point 3: got -Infinity/);
  refused(() => empiricalOf([]), /points of an empirical density: got "none", expected at least one/);
  refused(() => empiricalOf([1, 2, 3]), /got "3 numbers", expected rows of 2/);
  refused(() => empiricalOf(new Float64Array(40_002)), /20001 of them", expected at most 20000/);
  refused(() => empiricalOf([1, 2]), /one point", expected points that differ, or a width/);
  refused(() => empiricalOf([1, 2, 1, 2]), /all the same/);
  refused(() => empiricalOf(new Float64Array(100).fill(0.1)), /all the same/); // whose mean is not 0.1 in doubles
  refused(() => empiricalOf([1e200, 2, -1e200, 4]), /standard deviation of the points: got (Infinity|NaN)/);
  refused(() => empiricalOf([1, 2, 3, 4], { width: 0 }), /width/);
  refused(() => empiricalOf([1, 2], { dimension: 0 }), /dimension/);
});

test.run();
