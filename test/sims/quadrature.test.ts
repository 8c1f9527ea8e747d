import { test } from "uvu";
import * as assert from "uvu/assert";
import { densityOf } from "../../sims/sampling/density-of.ts";
import { gaussianMoments } from "../../sims/sampling/gaussian-moments.ts";
import { exactMoments } from "../../sims/sampling/quadrature.ts";
import { energyDensity } from "../../src/index.ts";
import { near } from "../support.ts";

type Window = readonly (readonly [number, number])[];
const at = async (energy: string, window: Window, temperature = 1) =>
  exactMoments((await energyDensity(energy, { temperature })).logDensity, [], window);

// energy, window that the samples would give, temperature, exact mean and variance
const known: readonly (readonly [string, Window, number, number, number])[] = [
  ["x^2/2", [[-1, 1]], 1, 0, 1],
  ["x^2/2", [[-9000, 8000]], 1, 0, 1],
  ["x^2/2", [[-1, 1]], 1e6, 0, 1e6],
  ["(x - 7)^2/2", [[-1, 1]], 0.25, 7, 0.25],
  ["x - log(x)", [[0.1, 3]], 1, 2, 2],
  [
    "x^2/2 + y^2/8",
    [
      [-1, 1],
      [-1, 1],
    ],
    1,
    0,
    1,
  ],
];
for (const [energy, window, temperature, mean, variance] of known) {
  test(`${energy} at T = ${temperature}, from ${JSON.stringify(window)}: mean ${mean}, variance ${variance}`, async () => {
    const exact = await at(energy, window, temperature);
    assert.ok(exact);
    near(exact.mean[0], mean, 1e-3 * Math.sqrt(variance), "mean");
    near(exact.variance[0], variance, 2e-3 * variance, "variance");
  });
}

test("a well that the samples have missed counts: it decides the mean", async () => {
  const exact = await at("min(x^2/2, (x-40)^2/2 - 20)", [[-4, 4]]);
  near(exact?.mean[0] ?? Number.NaN, 40, 1e-3);
});

test("the normaliser is that of the Gaussian", async () => {
  const exact = await at("x^2/2", [[-1, 1]]);
  near(exact?.logNormaliser ?? Number.NaN, Math.log(2 * Math.PI) / 2, 1e-6);
});

for (const energy of ["x", "-x^2/2", "1/x^2", "log(1 + x^2)"]) {
  test(`${energy}: no exact moments`, async () => assert.is(await at(energy, [[-3, 3]]), undefined));
}

test("a Gaussian in more than two dimensions has its mean, its variances and its constant from its formula; another law has none", async () => {
  const mean = [1, -2, 0.5];
  const covariance = [
    [2, 0.6, 0],
    [0.6, 1, -0.3],
    [0, -0.3, 0.5],
  ];
  const { logDensity } = await densityOf({ mean, covariance });
  const found = gaussianMoments(logDensity, [], 3);
  for (const j of [0, 1, 2]) {
    near(found?.mean[j] ?? NaN, mean[j], 1e-12);
    near(found?.variance[j] ?? NaN, covariance[j][j], 1e-12);
  }
  near(found?.logNormaliser ?? NaN, 0, 1e-12);
  for (const energy of ["x^2 + y^2 + z^4", "x^2 + y^2 - z^2", "x^2 + z^2"]) {
    const other = await densityOf({ energy });
    assert.is(gaussianMoments(other.logDensity, [], 3), undefined, energy);
  }
});

test.run();
