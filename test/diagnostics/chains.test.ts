import { test } from "uvu";
import * as assert from "uvu/assert";
import { arraySpace } from "../../src/array-space.ts";
import { autocorrelationTime, sokalWindow } from "../../src/diagnostics/autocorrelation-time.ts";
import { autocovariance } from "../../src/diagnostics/autocovariance.ts";
import { effectiveSampleSize } from "../../src/diagnostics/effective-sample-size.ts";
import type { Measured, Tested } from "../../src/diagnostics/measured.ts";
import { normalQuantile } from "../../src/diagnostics/normal-quantile.ts";
import { fold, rankNormalise } from "../../src/diagnostics/rank-normalise.ts";
import { splitChains } from "../../src/diagnostics/split-chains.ts";
import { rankNormalisedSplitRHat, splitRHat } from "../../src/diagnostics/split-r-hat.ts";
import { UsageError } from "../../src/refusal.ts";
import { normalStart } from "../../src/start.ts";
import { catches, checkDistribution, checkMean, near, same, seeded, zLimit } from "../support.ts";

type Arrays = Float64Array;
/** x' = phi x + sqrt(1 - phi^2) z from its stationary law N(0, 1): m chains of n values, rho(t) = phi^t. */
function autoregressive(phi: number, m: number, n: number, seed: bigint, stream = 0): Arrays {
  const z = normalStart(arraySpace({ particles: m, dimension: n, first: stream * m }), seed);
  for (let i = 0; i < z.length; i++) if (i % n > 0) z[i] = phi * z[i - 1] + Math.sqrt(1 - phi * phi) * z[i];
  return z;
}
const offset = (chains: Arrays, m: number, by: readonly number[]): Arrays =>
  chains.map((v, i) => v + by[Math.floor((i * m) / chains.length)]);

test("autocovariances by hand: those of chains about their own means", () => {
  const { means, at } = autocovariance(Float64Array.of(1, 2, 3, 6, 0, 0, 4, 0), 2);
  same(means, Float64Array.of(3, 1));
  near(at(0), (4 + 1 + 0 + 9 + 1 + 1 + 9 + 1) / 8, 1e-15);
  near(at(1), (2 + 0 + 0 + 1 - 3 - 3) / 8, 1e-15);
  near(at(3), (-6 + 1) / 8, 1e-15);
});

/** The mean of an estimate over replicas, and that its standard errors are those which it shows. */
function checkEstimates(found: readonly Measured[], exact: number, bias: number): void {
  const values = Float64Array.from(found, ({ value }) => value);
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
  const spread = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length);
  const claimed = found.reduce((sum, { error }) => sum + error, 0) / found.length;
  near(claimed / spread, 1, 0.45, "standard error over spread");
  near(mean / exact, 1, bias + (zLimit * spread) / exact / Math.sqrt(values.length), "mean");
}
const times = (1 + 0.9) / (1 - 0.9);
for (const phi of [0, 0.5, 0.9, -0.4]) {
  const tau = (1 + phi) / (1 - phi);
  const [m, n] = [2, 4000];

  seeded(
    `AR(1) with ${phi}: its autocorrelation time is ${tau.toFixed(2)}, with the right standard error`,
    (seed) => {
      const law = (exact: number) =>
        checkEstimates(
          Array.from({ length: 80 }, (_, r) => autocorrelationTime(autoregressive(phi, m, n, seed, r), m)),
          exact,
          0.05,
        );
      law(tau);
      catches("half of it: the sum from 1/2", () => law(tau / 2));
    },
  );

  seeded(`AR(1) with ${phi}: its effective sample size is m n / tau`, (seed) => {
    const law = (exact: number) =>
      checkEstimates(
        Array.from({ length: 80 }, (_, r) => effectiveSampleSize(autoregressive(phi, m, n, seed, r), m)),
        exact,
        0.05,
      );
    law((m * n) / tau);
    catches("one chain's", () => law(n / tau));
  });
}

seeded("of many short chains too: the bias of their own means is made up for", (seed) => {
  const [m, n, tau] = [1600, 500, (1 + 0.8) / (1 - 0.8)];
  const { value, error, window } = autocorrelationTime(autoregressive(0.8, m, n, seed), m);
  const law = (found: number) => near(found / tau, 1, 0.02 + (zLimit * error) / tau);
  law(value);
  catches("no correction", () => law(value * (1 - window / n) * (1 - (window + 1) / n)));
});

/** What autocovariances of AR(1) chains about their own means expect: E sum_i (x_i - mean)(x_{i+t} - mean) / n, term by term. */
function expectedAutocovariance(phi: number, n: number): (lag: number) => number {
  const i = Array.from({ length: n }, (_, k) => k);
  const withMean = i.map((j) => i.reduce((sum, k) => sum + phi ** Math.abs(j - k), 0) / n);
  const variance = withMean.reduce((sum, v) => sum + v, 0) / n;
  return (t) =>
    i.slice(t).reduce((sum, j) => sum + phi ** t - withMean[j] - withMean[j - t] + variance, 0) / n;
}

for (const phi of [0, 0.3, 0.5, 0.8, 0.9]) {
  const tau = (1 + phi) / (1 - phi);
  for (const n of [10, 15, 20, 30].map((of) => Math.round(of * tau)).filter((n) => n >= 30)) {
    test(`AR(1) with ${phi}, any number of chains of ${n} values: tau within 4 %, as their expectations say`, () => {
      const { tau: found = NaN, window: W = NaN } = sokalWindow(expectedAutocovariance(phi, n), n, 5) ?? {};
      const law = (value: number) => near(value / tau, 1, 0.04);
      law(found);
      const D = (1 - W / n) * (1 - (W + 1) / n);
      catches("the first term of the series of 1 / D", () => law(found * D * (1 + (2 * W + 1) / n)));
    });
  }
}

seeded("the window is c tau, and a narrower one cuts the sum off", (seed) => {
  const chains = autoregressive(0.9, 4, 20_000, seed);
  const { value, window } = autocorrelationTime(chains, 4);
  assert.is(window, Math.ceil(5 * value));
  assert.ok(autocorrelationTime(chains, 4, { c: 1 }).value < 0.8 * times);
});

seeded("chains that lie apart count as few independent values", (seed) => {
  const chains = autoregressive(0, 2, 1000, seed);
  const apart = offset(chains, 2, [0, 5]);
  assert.ok(effectiveSampleSize(apart, 2).value < 5);
  assert.ok(effectiveSampleSize(chains, 2).value > 1500);
});

seeded("one chain alone is split too: a drift is found", (seed) => {
  const chain = autoregressive(0, 1, 2000, seed);
  const drifting = chain.map((v, i) => v + i / 400);
  assert.ok(effectiveSampleSize(drifting).value < 10 && effectiveSampleSize(chain).value > 1500);
  assert.ok(splitRHat(drifting, 1).value > 1.5 && splitRHat(chain, 1).value < 1.01);
});

test("chains are split into halves, without the middle value of an odd number", () => {
  same(splitChains(Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8), 2), Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8));
  same(splitChains(Float64Array.of(1, 2, 3, 4, 5), 1), Float64Array.of(1, 2, 4, 5));
});

test("split R-hat of chains whose halves have means 0, 0, 1, 3 and variance 1, by its formula", () => {
  const N = 10;
  const alternating = Float64Array.from(
    { length: 4 * N },
    (_, i) => [0, 0, 1, 3][Math.floor(i / N)] + (i % 2 ? 1 : -1),
  );
  const law = (value: number) => {
    const W = N / (N - 1);
    const between = (1 + 1 + 0 + 4) / 3; // about their mean, 1
    near(value, Math.sqrt((N - 1) / N + between / W), 1e-14);
  };
  law(splitRHat(alternating, 2).value);
  catches("chains not split", () => {
    const W = (2 * N) / (2 * N - 1);
    law(Math.sqrt((2 * N - 1) / (2 * N) + 2 / W));
  });
});

for (const phi of [0, 0.6]) {
  seeded(
    `split R-hat of AR(1) with ${phi} follows its null law; of chains of different means it does not`,
    (seed) => {
      const [m, n] = [3, 1000];
      const law = (by: readonly number[], measure = splitRHat) => {
        const found = Array.from({ length: 300 }, (_, r) =>
          measure(offset(autoregressive(phi, m, n, seed, r), m, by), m),
        );
        checkDistribution(
          Float64Array.from(found, ({ p }) => p),
          (u) => Math.min(1, Math.max(0, u)),
        );
        const z = Float64Array.from(found, ({ value, expected, error }) => (value - expected) / error);
        checkMean(z, 0);
        near(Math.hypot(...z) / Math.sqrt(z.length), 1, 0.35, "spread");
        const beyond = found.filter(({ value, limit }) => value > limit).length;
        near(beyond, 10, 6.1 * Math.sqrt(200 * 0.05 * 0.95), "beyond the limit");
      };
      law([0, 0, 0]);
      law([0, 0, 0], (chains, m) => rankNormalisedSplitRHat(chains, m).bulk);
      catches("means an eighth apart", () => law([0, 0.125, 0.25]));
      catches("R-hat twice as far from 1", () =>
        law([0, 0, 0], (chains, m) => {
          const { value, ...rest } = splitRHat(chains, m);
          return { ...rest, value: 1 + 2 * (value - 1) };
        }),
      );
    },
  );
}

seeded("iid: split R-hat is near 1, below the 1.01 that is asked for", (seed) => {
  const { bulk, tail } = rankNormalisedSplitRHat(autoregressive(0, 4, 2000, seed), 4);
  for (const { value, p } of [bulk, tail]) {
    near(value, 1, 0.01);
    assert.ok(p > 1e-9);
  }
});

seeded("halves of fewer than 50 autocorrelation times tell R-hat, but neither its law nor a p", (seed) => {
  const told = ({ value, ...law }: Tested) => {
    assert.ok(value > 0.9, `${value}`);
    const numbers = [law.expected, law.error, law.limit, law.p];
    assert.ok(numbers.every(Number.isFinite) || numbers.every(Number.isNaN), `${numbers}`);
    return Number.isFinite(law.p);
  };
  const halvesOf = (times: number) => autoregressive(0.8, 8, 2 * 9 * times, seed);
  assert.equal(
    [10, 30, 80].map((times) => told(splitRHat(halvesOf(times), 8))),
    [false, false, true],
  );
  const { bulk, tail } = rankNormalisedSplitRHat(halvesOf(10), 8);
  assert.not(told(bulk) || told(tail));
  const ramp = Float64Array.from({ length: 2000 }, (_, i) => i);
  assert.not(told(splitRHat(ramp, 1)), "correlated over all their length");
  assert.not(told(splitRHat(autoregressive(0, 2, 98, seed), 2)), "halves of 49 values");
});

seeded("ranks see what moments cannot, and the tail what the mean cannot", (seed) => {
  const chains = autoregressive(0, 4, 1000, seed);
  const spread = chains.map((v, i) => (i < 1000 ? 2 * v : v));
  const found = rankNormalisedSplitRHat(spread, 4);
  assert.ok(found.tail.p < 1e-9 && found.tail.value > 1.05 && found.bulk.p > 1e-6);
  const heavy = chains.map((v) => Math.sinh(v ** 3));
  const shifted = offset(heavy, 4, [0, 0, 0, 1]);
  assert.ok(rankNormalisedSplitRHat(shifted, 4).bulk.p < 1e-9 && splitRHat(shifted, 4).p > 0.01);
  const bulk = (values: Arrays) => rankNormalisedSplitRHat(values, 4).bulk.value;
  assert.is(bulk(heavy), bulk(chains), "a rising function changes no rank");
});

test("ranks share, and fold about the median", () => {
  const z = (rank: number) => normalQuantile((rank - 3 / 8) / (4 + 1 / 4));
  same(rankNormalise(Float64Array.of(3, 1, 2, 2)), Float64Array.of(4, 1, 2.5, 2.5).map(z));
  same(fold(Float64Array.of(5, 1, 2, 4)), Float64Array.of(2, 2, 1, 1));
  same(fold(Float64Array.of(5, 1, 2)), Float64Array.of(3, 1, 0));
});

test("chains that are too short, stand still, or do not fit are refused", () => {
  const refused = (act: () => unknown, message: RegExp) =>
    assert.throws(act, (e: unknown) => e instanceof UsageError && message.test(e.message));
  refused(() => autocorrelationTime(Float64Array.from({ length: 200 }, (_, i) => i)), /Run longer/);
  refused(() => autocorrelationTime(new Float64Array(100).fill(0.1)), /values that never change/);
  refused(
    () => splitRHat(Float64Array.of(...new Array(10).fill(1), ...new Array(10).fill(2)), 2),
    /never change/,
  );
  refused(() => effectiveSampleSize(new Float64Array(3)), /chains: got "3 numbers"/);
  refused(() => effectiveSampleSize(new Float64Array(9), 2), /chains: got "9 numbers"/);
  const flawed = Float64Array.of(1, 2, Number.NaN, 4, 5, 6, 7, 8);
  refused(() => splitRHat(flawed, 1), /value of a chain: got NaN/);
  refused(() => rankNormalisedSplitRHat(flawed, 1), /value of a chain: got NaN/);
  refused(() => autocorrelationTime(new Float64Array(8), 0), /number of chains: got 0/);
  refused(() => autocorrelationTime(Float64Array.of(1, 2, 1, 2), 1, { c: 0 }), /window/);
});

test.run();
