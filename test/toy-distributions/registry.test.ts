import { test } from "uvu";
import * as assert from "uvu/assert";
import { widen } from "../../sims/check/measure/boxes.ts";
import { formulaAt } from "../../sims/check/measure/formula-at.ts";
import { heatError } from "../../sims/check/measure/heat-error.ts";
import { scatter } from "../../sims/check/measure/scatter.ts";
import { scoreError } from "../../sims/check/measure/score-error.ts";
import { type Density, formulas, isDiffused } from "../../src/index.ts";
import {
  doubleWellOf,
  empiricalOf,
  gaussianOf,
  mixtureOf,
  muellerBrownOf,
} from "../../toy-distributions/index.ts";
import { catches, near, seedOf } from "../support.ts";
import { checkIntegrals, checkScaling, integrals, sampleCheck } from "./laws.ts";
import { densities, normals, otherDimensions, sample } from "./support.ts";

const cloud = normals(30, 3, seedOf("the points of an empirical density"));

/** Members of the families that the registry does not hold. */
const members: readonly Density[] = [
  ...densities.flatMap(otherDimensions),
  gaussianOf({
    mean: [1, 0, -1],
    covariance: [
      [1, 0.5, 0],
      [0.5, 2, -0.3],
      [0, -0.3, 0.5],
    ],
  }),
  mixtureOf([
    { weight: 2, mean: [-1], covariance: 0.1 },
    { weight: 1, mean: [2], covariance: 0.5 },
  ]),
  empiricalOf(cloud, { dimension: 1, width: 0.05 }),
  empiricalOf(cloud, { dimension: 3, width: 0.8 }),
  doubleWellOf({ temperature: 1 }),
  muellerBrownOf({ temperature: 10 }),
];

/** Where some scales are too small for boxes and others wider than any window: its own test holds its integral. */
const manyScales = new Set(["funnel"]);
/** The longest LaTeX that is still a formula and not a table written out. */
const longestLatex = 3000;

for (const { name, title, about, dimension, window, logDensity, inDimension } of densities) {
  test(`${name}: presents itself`, () => {
    assert.match(name, /^[a-z]+(-[a-z]+)*$/);
    assert.ok(title.length > 0 && about.endsWith("."));
    assert.is(densities.filter((other) => other.name === name).length, 1);
    assert.ok(formulas.latex(logDensity).length < longestLatex);
    assert.is(window.length, dimension);
    if (inDimension === undefined) return;
    assert.equal(inDimension(dimension).about, about);
    for (const d of [0, -1, 1.5, Number.NaN]) assert.throws(() => inDimension(d), /dimension: got/);
  });
}

const all = [...densities, ...members];
for (const [i, density] of all.entries()) {
  const { dimension: d, window, normalised, logDensity } = density;
  const label = `${density.name}${i < densities.length ? "" : ` (member ${i - densities.length}, d = ${d})`}`;
  const score = formulas.gradient(logDensity, d);
  const hasBoxes = !manyScales.has(density.name);

  test(`${label}: its score is the gradient, by central differences`, () => {
    assert.ok(window.length === d && window.every(([low, high]) => low < high));
    assert.is(logDensity.outputs.length, 1);
    near(scoreError(density), 0, 1e-5);
    const wrong = score.outputs.map((s, j) => (j === d - 1 ? formulas.mul(1.001, s) : s));
    catches("a score 0.1 % too large", () =>
      near(scoreError(density, formulas.formula({ ...score, outputs: wrong })), 0, 1e-5),
    );
  });

  if (hasBoxes && d <= 3) {
    test(`${label}: ${normalised ? "integrates to one" : "has a finite integral that the window holds"}`, () => {
      const found = integrals(density);
      checkIntegrals(normalised, found);
      const planted = (factor: number) => () =>
        checkIntegrals(normalised, { ...found, total: factor * found.total });
      if (normalised) catches("0.1 % too much", planted(1.001));
      catches("5 % outside the window", planted(1.05));
    });
  }

  if (density.sampler !== undefined) {
    const title = `${label}: its sampler follows its density`;
    test(title, () => {
      const byBoxes = hasBoxes && d <= 3;
      const follows = sampleCheck(density, byBoxes);
      const law = (scale: number) => follows(sample(density, 60_000, seedOf(title), scale));
      law(1);
      const bug = byBoxes ? 1.1 : 1.25;
      catches(`noise ${bug} times as large`, () => law(bug));
    });
  }

  if (!isDiffused(density)) continue;

  test(`${label}: without noise its diffused law is the density`, () => {
    const points = scatter(density);
    const diffused = formulaAt(density.diffused(0), [1, 0], d, points);
    formulaAt(logDensity, [], d, points).forEach((value, k) => {
      near(diffused[k], value, 1e-10 * (1 + Math.abs(value)));
    });
  });
  test(`${label}: its diffused law obeys the heat equation`, () => near(heatError(density), 0, 1e-9));
  test(`${label}: scaling by alpha scales its law`, () => checkScaling(density));

  const title = `${label}: noised samples follow its diffused law`;
  test(title, () => {
    const [n, alpha, sigma] = [60_000, 0.8, 0.6];
    const x0 = sample(density, n, seedOf(title));
    const z = normals(n, d, seedOf(`${title}: noise`));
    const logDensity = density.diffused(sigma / alpha);
    const follows = sampleCheck({ logDensity, numbers: [alpha, sigma], window: widen(window, 1.3) });
    const law = (s: number) => follows(x0.map((x, k) => alpha * x + s * z[k]));
    law(sigma);
    catches("half the noise", () => law(sigma / 2));
    catches("noise 10 % too small", () => law(0.9 * sigma));
  });
}

test.run();
