import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { arraySpace } from "../../src/array-space.ts";
import { againstNull } from "../../src/diagnostics/against-null.ts";
import { chiSquare } from "../../src/diagnostics/chi-square.ts";
import { incompleteGamma } from "../../src/diagnostics/incomplete-gamma.ts";
import { normalQuantile } from "../../src/diagnostics/normal-quantile.ts";
import { pairForms } from "../../src/diagnostics/pair-forms.ts";
import { makeReference, slicedWasserstein } from "../../src/diagnostics/sliced-wasserstein.ts";
import { UsageError } from "../../src/refusal.ts";
import { normalStart } from "../../src/start.ts";
import { catches, checkDistribution, near, normalCdf, property, seeded } from "../support.ts";

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });

property(
  "with an even number of degrees of freedom chi-square's tail is a sum of Poisson probabilities",
  [fc.integer({ min: 1, max: 60 }), between(0, 200)],
  (half, x) => {
    let [sum, term] = [0, Math.exp(-x / 2)];
    for (let j = 0; j < half; term *= x / 2 / ++j) sum += term;
    near(chiSquare(2 * half).tail(x), sum, 1e-12 * sum + 1e-15);
  },
  400,
);
property("with one degree of freedom it is that of a normal's square", [between(0, 6)], (z) => {
  near(chiSquare(1).tail(z * z), 2 * normalCdf(-z), 1e-13);
});
property(
  "Q(a + 1, x) = Q(a, x) + x^a e^-x / Gamma(a + 1), here for half integers",
  [fc.integer({ min: 0, max: 400 }), between(0.01, 300)],
  (n, x) => {
    const a = n + 0.5;
    let logGamma = Math.log(Math.sqrt(Math.PI)); // of 1/2
    for (let k = 0; k <= n; k++) logGamma += Math.log(k + 0.5);
    const step = Math.exp(a * Math.log(x) - x - logGamma);
    near(incompleteGamma(a + 1, x) - incompleteGamma(a, x), step, 1e-12);
  },
  400,
);
property("a limit has its probability", [fc.integer({ min: 1, max: 3000 }), between(1e-6, 0.999)], (k, p) => {
  const law = chiSquare(k);
  near(law.tail(law.limit(p)) / p, 1, 1e-9);
});
test("the textbook's quantiles", () => {
  near(chiSquare(1).limit(0.05), 3.841458820694124, 1e-12);
  near(chiSquare(10).limit(0.05), 18.307038053275146, 1e-11);
  near(normalQuantile(0.975), 1.959963984540054, 1e-13);
  assert.is(chiSquare(3).tail(0), 1);
});
property("a normal quantile is the inverse of the distribution function", [between(1e-9, 1 - 1e-9)], (p) => {
  near(normalCdf(normalQuantile(p)), p, 1e-13);
  near(normalQuantile(1 - p), -normalQuantile(p), 1e-6);
});

test("a value among draws: rank, mean, spread and the limit of one in twenty", () => {
  const draws = Float64Array.from({ length: 19 }, (_, i) => i);
  const { p, expected, error, limit } = againstNull(17, draws);
  near(p, 3 / 20, 1e-15, "17 and 18 reach 17");
  near(expected, 9, 1e-14);
  near(error, Math.sqrt((19 * 20) / 12), 1e-14);
  assert.is(limit, 18);
  assert.is(againstNull(100, draws).p, 1 / 20);
  assert.is(againstNull(-1, draws).p, 1);
  assert.is(againstNull(2, new Float64Array(30).fill(2)).p, 1);
  for (const act of [
    () => againstNull(1, draws.subarray(1)),
    () => againstNull(Number.NaN, draws),
    () =>
      againstNull(
        1,
        draws.map((v) => v / v),
      ),
  ])
    assert.throws(act, (e: unknown) => e instanceof UsageError);
});

test("quadratic forms of pairs are the sums that they say, for any number of rows of weights", () => {
  const n = 7;
  const h = (i: number, j: number) => Math.sin(i * j + i + j);
  for (const rows of [1, 4, 6, 9]) {
    const w = Float64Array.from({ length: rows * n }, (_, k) => (k % 3) - 1 + (k % 5) / 4);
    const { sums, forms } = pairForms(n, w, (i, out) => {
      for (let j = i + 1; j < n; j++) out[j] = h(i, j);
    });
    for (let r = 0; r < rows; r++) {
      let expected = 0;
      for (let i = 0; i < n; i++)
        for (let j = i + 1; j < n; j++) expected += w[r * n + i] * w[r * n + j] * h(i, j);
      near(forms[r], expected, 1e-13);
    }
    for (let i = 0; i < n; i++) {
      let expected = 0;
      for (let j = 0; j < n; j++) if (j !== i) expected += h(i, j);
      near(sums[i], expected, 1e-13);
    }
  }
});

seeded("the sliced distance of exact samples is uniform among those of exact samples", (seed) => {
  const n = 60;
  const exact = (stream: bigint) => normalStart(arraySpace({ particles: n, dimension: 2 }), seed + stream);
  const many = normalStart(arraySpace({ particles: 20_000, dimension: 2 }), seed, 1, "exact");
  const reference = makeReference(many, 2, 8, n);
  const draws = Float64Array.from({ length: 999 }, (_, k) => slicedWasserstein(exact(BigInt(k)), reference));
  const law = (change: (x: number) => number) =>
    checkDistribution(
      Float64Array.from({ length: 400 }, (_, k) => {
        const points = exact(BigInt(5000 + k)).map(change);
        return againstNull(slicedWasserstein(points, reference), draws).p;
      }),
      (p) => Math.min(1, Math.max(0, p)),
    );
  law((x) => x);
  catches("samples a quarter too wide", () => law((x) => 1.25 * x));
});

test.run();
