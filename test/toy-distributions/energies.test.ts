import { test } from "uvu";
import * as assert from "uvu/assert";
import { formulaAt } from "../../sims/check/measure/formula-at.ts";
import { type Density, formulas, symmetricEigen } from "../../src/index.ts";
import {
  doubleWell,
  doubleWellOf,
  funnelOf,
  muellerBrown,
  muellerBrownOf,
  quarticOf,
  tiltedSine,
  tiltedSineOf,
} from "../../toy-distributions/index.ts";
import {
  catches,
  checkDistribution,
  checkMean,
  checkVariance,
  component,
  near,
  normalCdf,
  seeded,
} from "../support.ts";
import { sample } from "./support.ts";

const value = ({ logDensity }: Density, ...x: number[]) => formulas.evaluate(logDensity, [], x)[0];

/** Minima (index 0) and saddles (index 1) of the Mueller-Brown surface, doi:10.1007/BF00547608, computed anew to ten digits. */
const stationary = [
  { point: [-0.5582236346, 1.4417258418], V: -146.69951721, index: 0 },
  { point: [0.6234994049, 0.0280377585], V: -108.166724117, index: 0 },
  { point: [-0.050010823, 0.4666941049], V: -80.76781813, index: 0 },
  { point: [-0.8220015587, 0.6243128028], V: -40.664843509, index: 1 },
  { point: [0.212486582, 0.2929883251], V: -72.248940112, index: 1 },
];

/** Newton's method for a zero of the gradient of V; the point that it ends at and the Hessian's negative eigenvalues. */
function newton(V: formulas.Node, start: readonly number[]) {
  const x = formulas.coordinates(0, 2);
  const gradient = x.map((xi) => formulas.derivative(V, xi));
  const hessian = gradient.flatMap((g) => x.map((xi) => formulas.derivative(g, xi)));
  const f = formulas.formula({ inputs: 1, outputs: [...gradient, ...hessian] });
  let [p, q] = start;
  for (let round = 0; round < 4; round++) {
    const [gp, gq, a, b, c, d] = formulas.evaluate(f, [], [p, q]);
    const det = a * d - b * c;
    [p, q] = [p - (d * gp - b * gq) / det, q - (a * gq - c * gp) / det];
  }
  const [gp, gq, ...H] = formulas.evaluate(f, [], [p, q]);
  const index = symmetricEigen(Float64Array.from(H), 2).values.filter((e) => e < 0).length;
  return { point: [p, q], slope: Math.hypot(gp, gq), index };
}

test("Mueller-Brown: its minima and saddles are the published ones", () => {
  const T = 15;
  const V = formulas.mul(-T, muellerBrown.logDensity.outputs[0]);
  for (const known of stationary) {
    const { point, slope, index } = newton(V, known.point);
    point.forEach((p, j) => {
      near(p, known.point[j], 1e-9);
    });
    assert.ok(slope < 1e-10, `gradient ${slope}`);
    assert.is(index, known.index);
    near(-T * value(muellerBrown, ...known.point), known.V, 1e-8);
    near(-40 * value(muellerBrownOf({ temperature: 40 }), ...point), known.V, 1e-8);
  }
  catches("the saddle of -46.62 of a page that is widely copied", () =>
    near(-T * value(muellerBrown, 0.212486582, 0.2929883251), -46.62, 1),
  );
});

test("x^4: <x^2> = 2 Gamma(3/4) / Gamma(1/4), and a product of its factors", () => {
  const density = quarticOf();
  const [n, reach] = [2000, 6];
  const x = Float64Array.from({ length: n }, (_, i) => reach * ((2 * i + 1) / n - 1));
  const moment = (power: number) =>
    formulaAt(density.logDensity, [], 1, x).reduce(
      (sum, l, i) => sum + (2 * reach * Math.exp(l) * x[i] ** power) / n,
      0,
    );
  near(moment(0), 1, 1e-13);
  near(moment(2), 0.675978240067285, 1e-13);
  near(
    value(quarticOf({ dimension: 3 }), 1, -2, 0.5),
    value(density, 1) + value(density, 2) + value(density, 0.5),
    1e-14,
  );
});

test("double well and tilted sine: V at T, in their units", () => {
  assert.is(value(doubleWell, 0, 0), -4);
  near(value(doubleWellOf({ dimension: 1, temperature: 1 / 6 }), 0), -6, 1e-15);
  assert.is(doubleWellOf({ temperature: 0.5 }).inDimension?.(4).dimension, 4);
  assert.is(value(doubleWellOf({ temperature: 0.5 }).inDimension?.(3) as Density, 0, 1, 1), -4);
  const x = 0.7;
  const V = 2 * Math.sin(1.4) + x / 2 + x ** 2 / 8;
  near(value(tiltedSine, x), -V, 1e-15);
  near(value(tiltedSineOf({ temperature: 2 }), x), -V / 2, 1e-15);
  for (const bad of [0, -1, Number.NaN]) {
    assert.throws(() => tiltedSineOf({ temperature: bad }), /temperature/);
    assert.throws(() => muellerBrownOf({ temperature: bad }), /temperature/);
  }
});

/** The mean of g(v, x) in the funnel over v and y = x exp(-v / 2), in which it has one scale, by midpoints. */
function funnelMean({ logDensity, dimension: d }: Density, g: (v: number, x: number) => number): number {
  const n = 60;
  const points = Float64Array.from({ length: d * n ** d }, (_, i) => {
    const middle = (j: number) => (2 * (Math.floor(Math.floor(i / d) / n ** j) % n) + 1) / n - 1;
    const v = 24 * middle(0);
    return i % d === 0 ? v : 8 * middle(i % d) * Math.exp(v / 2);
  });
  const cell = (48 / n) * (16 / n) ** (d - 1);
  return formulaAt(logDensity, [], d, points).reduce(
    (sum, l, i) =>
      sum + cell * Math.exp(l + ((d - 1) / 2) * points[d * i]) * g(points[d * i], points[d * i + 1]),
    0,
  );
}

test("Neal's funnel is normalised, and Var x = e^4.5", () => {
  for (const dimension of [2, 3]) {
    const funnel = funnelOf({ dimension });
    const [one, v2, x2] = [() => 1, (v: number) => v * v, (_: number, x: number) => x * x];
    near(funnelMean(funnel, one), 1, 1e-12);
    near(funnelMean(funnel, v2), 9, 1e-10);
    near(funnelMean(funnel, x2), Math.exp(4.5), 5e-5); // v ends at 24, five deviations beyond the bulk of e^v
  }
  assert.throws(() => funnelOf({ dimension: 1 }), /dimension: got 1, expected an integer >= 2/);
});

seeded("Neal's funnel: E v = 0, Var v = 9, and x exp(-v / 2) is normal", (seed) => {
  const density = funnelOf({ dimension: 4 });
  const law = (points: Float64Array) => {
    const v = component(points, 4, 0);
    checkMean(v, 0, 9);
    checkVariance(v, 9);
    for (const j of [1, 2, 3])
      checkDistribution(
        component(points, 4, j).map((x, i) => x * Math.exp(-v[i] / 2)),
        normalCdf,
      );
  };
  law(sample(density, 20_000, seed));
  catches("noise 10 % too large", () => law(sample(density, 20_000, seed, 1.1)));
  catches("x of deviation exp(v)", () =>
    law(
      sample(density, 20_000, seed).map((x, i, all) =>
        i % 4 === 0 ? x : x * Math.exp(all[i - (i % 4)] / 2),
      ),
    ),
  );
});

test.run();
