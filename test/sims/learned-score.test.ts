import { test } from "uvu";
import * as assert from "uvu/assert";
import { type FitState, type ScoreFit, startOfFit } from "../../mnist/score-fit.ts";
import { byNetwork } from "../../sims/learned-score/by-network.ts";
import { exactFloor } from "../../sims/learned-score/exact-floor.ts";
import { fitChunk } from "../../sims/learned-score/fit-chunk.ts";
import { learnedSamples } from "../../sims/learned-score/learned-samples.ts";
import { roundedUp } from "../../sims/learned-score/rounded-up.ts";
import { type Mean, scoreErrors } from "../../sims/learned-score/score-errors.ts";
import { grids } from "../../src/index.ts";
import { gaussianOf, mixtureOf, swissRoll } from "../../toy-distributions/index.ts";
import { catches, near, seeded, zLimit } from "../support.ts";

const fitOf = (seed: bigint, more: Partial<ScoreFit> = {}): ScoreFit => ({
  size: { dimension: 2, width: 24, layers: 2 },
  data: { mean: 0, deviation: 1 },
  least: 0.1,
  most: 5,
  steps: 150,
  batch: 128,
  rate: 0.01,
  seed,
  ...more,
});
const roll = { name: "swiss-roll" };

/** Within the standard error, up to a false alarm in 1e9. */
const agrees = ({ value, error }: Mean, expected: number, what: string) =>
  near(value, expected, zLimit * error, what);

test("the floor is that of a Gaussian: 1 / (1 + sigma^2), and on N(0, S) the mean of s_j / (s_j + sigma^2)", () => {
  const gaussian = gaussianOf({
    mean: [1, -2],
    covariance: [
      [2, 0],
      [0, 0.5],
    ],
  });
  for (const sigma of [0.1, 1, 4]) {
    const v = sigma ** 2;
    const check = (expected: number) => near(exactFloor(gaussian, sigma).value, expected, 1e-6);
    check((2 / (2 + v) + 0.5 / (0.5 + v)) / 2);
    catches("no floor", () => check(0));
  }
});

test("what a floor is good to is rounded up, so that it stays a bound", () => {
  assert.equal([0.00148, 0.001, 0.0095, 2.1e-9].map(roundedUp), ["0.002", "0.001", "0.01", "3e-9"]);
});

/** Two Gaussians without overlap, one of deviation 0.3: the mean of s^2 / (s^2 + sigma^2), s their deviations. */
const pair = (narrow: number) =>
  mixtureOf(
    [0.3, narrow].map((s, k) => ({
      mean: [6 * k, 0.1 * k],
      covariance: [
        [s * s, 0],
        [0, s * s],
      ],
    })),
  );

test("of narrow densities the cells of the floor are smaller, until it is exact; where they cannot be, its error says so", () => {
  const exact = (s: number, sigma: number) =>
    (0.09 / (0.09 + sigma ** 2) + s ** 2 / (s ** 2 + sigma ** 2)) / 2;
  for (const s of [0.1, 0.02]) {
    const sigma = s / 2;
    const { value, error } = exactFloor(pair(s), sigma);
    const check = (expected: number) => near(value, expected, 1e-8);
    assert.ok(error <= 1e-3, `${error}`);
    check(exact(s, sigma));
    catches("the wide one alone", () => check(0.09 / (0.09 + sigma ** 2)));
  }
  const missed = exactFloor(pair(1e-4), 1e-4);
  assert.not.ok(missed.error <= 0.01, `${missed.error}`);
  assert.ok(Math.abs(missed.value - exact(1e-4, 1e-4)) <= missed.error, `${missed.value}, ${missed.error}`);
});

test("of a density of many kernels there are fewer cells, and no quadrature where even those are too many", () => {
  assert.ok(exactFloor(pair(0.02), 0.01).error <= 1e-3);
  assert.ok(exactFloor(pair(0.02), 0.01, 10_000).error > 0.01);
  assert.ok(exactFloor(pair(0.3), 0.3, 10_000).error <= 1e-3);
  assert.ok(Number.isNaN(exactFloor(pair(0.3), 0.3, 20_000).error));
});

seeded(
  "floor, loss and error on examples: the floor is the exact one, and the loss is the floor and the error",
  async (seed) => {
    const fit = fitOf(seed);
    const weights = startOfFit(fit).average;
    for (const sigma of [0.1, 1]) {
      const asked = { fit, weights, density: roll, sigma, count: 3000, seed };
      const found = await scoreErrors(asked);
      const floor = exactFloor(swissRoll, sigma).value;
      agrees(found.floor, floor, "floor");
      agrees(found.rest, 0, "rest");
      if (sigma === 1)
        catches("the floor of another noise level", () =>
          agrees(found.floor, exactFloor(swissRoll, 2).value, "floor"),
        );
    }
  },
);

seeded(
  "an untrained network says D = c_skip y, which is exact for N(0, I): loss and floor are 1 / (1 + sigma^2)",
  async (seed) => {
    const fit = fitOf(seed);
    const normal = {
      mean: [0, 0],
      covariance: [
        [1, 0],
        [0, 1],
      ],
    };
    const asked = { fit, weights: startOfFit(fit).average, density: normal, count: 3000, seed };
    for (const sigma of [0.1, 2]) {
      const { loss, floor, relative } = await scoreErrors({ ...asked, sigma });
      assert.ok(relative < 1e-4, `${relative}`);
      agrees(loss, 1 / (1 + sigma ** 2), "loss");
      near(loss.value, floor.value, 1e-5);
    }
  },
);

seeded("training lowers the error, goes on exactly from a state, and knows no other seed", async (seed) => {
  const fit = fitOf(seed);
  const go = (state: FitState, count: number) => fitChunk({ fit, density: roll, state, count });
  const whole = (await go(startOfFit(fit), 150)).state;
  const half = (await go(startOfFit(fit), 70)).state;
  const { state } = await go(structuredClone(half), 80);
  assert.equal(state.average, whole.average);
  assert.not.equal(
    (await fitChunk({ fit: fitOf(seed + 1n), density: roll, state: startOfFit(fit), count: 1 })).state.m,
    (await go(startOfFit(fit), 1)).state.m,
  );
  const errors = (weights: Float32Array) =>
    scoreErrors({ fit, weights, density: roll, sigma: 0.5, count: 1000, seed });
  const [before, after] = [await errors(startOfFit(fit).average), await errors(whole.average)];
  assert.ok(after.excess.value < before.excess.value / 2, `${after.excess.value} ${before.excess.value}`);
});

seeded(
  "a particle ends where it ends alone, by the score of D = c_skip y where the closed form says",
  async (seed) => {
    const fit = fitOf(seed);
    const weights = startOfFit(fit).average;
    const grid = grids.karras(5, 0.1, 60);
    const points = Float64Array.of(1, 2, -3, 4, 5, -6);
    const asked = { fit, weights, solver: "heun", settings: {}, grid };
    const all = await learnedSamples({ ...asked, points, first: 0 });
    const last = await learnedSamples({ ...asked, points: points.slice(4), first: 2 });
    assert.equal([...last], [...all.subarray(4)]);
    const shrink = Math.sqrt((1 + 0.1 ** 2) / (1 + 5 ** 2));
    all.forEach((x, i) => {
      near(x, shrink * points[i], 2e-3);
    });
    const score = await byNetwork(asked, points, 0, (space, { score }, x) => score(2, x, space.scratch()));
    score.forEach((s, i) => {
      near(s, -points[i] / 5, 1e-5);
    });
  },
);

test.run();
