import { test } from "uvu";
import * as assert from "uvu/assert";
import { normalQuantile } from "../../src/diagnostics/normal-quantile.ts";
import { wilsonInterval } from "../../src/diagnostics/wilson-interval.ts";
import { near } from "../support.ts";

test("its ends are the probabilities from which the share is just as far away as the interval allows", () => {
  for (const [k, n, confidence] of [
    [8, 10, 0.95],
    [485, 500, 0.95],
    [1, 7, 0.5],
  ] as const) {
    const z = normalQuantile((1 + confidence) / 2);
    const [low, high] = wilsonInterval(k, n, confidence);
    for (const p of [low, high]) near(Math.abs(k / n - p), z * Math.sqrt((p * (1 - p)) / n), 1e-12);
    assert.ok(low < k / n && k / n < high);
  }
});

test("none and all of the trials leave room on one side: z^2 / (n + z^2)", () => {
  const z = normalQuantile(0.975);
  const [low, high] = wilsonInterval(0, 20);
  near(low, 0, 1e-15);
  near(high, z ** 2 / (20 + z ** 2), 1e-12);
  near(wilsonInterval(20, 20)[0], 1 - high, 1e-12);
  assert.is(wilsonInterval(20, 20)[1], 1);
});

test("it holds the probability about as often as it says, where a plain normal interval does not", () => {
  // exactly, by the binomial law of n = 20, p = 0.95
  const [n, p] = [20, 0.95];
  let [wilson, plain, term] = [0, 0, (1 - p) ** n];
  for (let k = 0; k <= n; k++) {
    const [low, high] = wilsonInterval(k, n);
    if (low <= p && p <= high) wilson += term;
    if (Math.abs(k / n - p) <= 1.96 * Math.sqrt(((k / n) * (1 - k / n)) / n)) plain += term;
    term *= ((n - k) / (k + 1)) * (p / (1 - p));
  }
  assert.ok(Math.abs(wilson - 0.95) < 0.03, `Wilson ${wilson}`);
  assert.ok(plain < 0.7, `plain ${plain}`);
});

test("more successes than trials, or no trial, are refused", () => {
  assert.throws(() => wilsonInterval(3, 2), /successes/);
  assert.throws(() => wilsonInterval(0, 0), /trials/);
  assert.throws(() => wilsonInterval(1, 2, 1), /confidence/);
});

test.run();
