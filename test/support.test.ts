import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { chiSquare } from "../src/diagnostics/chi-square.ts";
import { erfc, evaluate, formula } from "../src/formula/index.ts";
import {
  catches,
  checkDistribution,
  checkMean,
  checkVariance,
  ksLimit,
  near,
  normalCdf,
  seedOf,
  zLimit,
} from "./support.ts";

const folder = fileURLToPath(new URL("./", import.meta.url));
const tests = readdirSync(folder, { recursive: true })
  .map(String)
  .filter((path) => path.endsWith(".ts"))
  .map((path) => [path.replaceAll("\\", "/"), readFileSync(join(folder, path), "utf8")] as const);

const rate = 1e-9;
test("the limits of means and of distribution functions are passed once in 1e9", () => {
  const [both] = evaluate(formula({ inputs: 0, outputs: [erfc(zLimit / Math.SQRT2)] }), []);
  near(both, rate, 1e-3 * rate, "P(|z| > zLimit)");
  for (const n of [100, 20_000])
    near(2 * Math.exp(-2 * n * ksLimit(n) ** 2), rate, 2e-3 * rate, "Massart's bound");
});

/** The ratio at which a check of many values begins to fail, by bisection between one that passes and one that fails. */
function threshold(passes: (size: number) => boolean, good: number, bad: number): number {
  let [inside, outside] = [good, bad];
  for (let k = 0; k < 50; k++) {
    const middle = (inside + outside) / 2;
    if (passes(middle)) inside = middle;
    else outside = middle;
  }
  return inside;
}
const passes = (check: () => void): boolean => {
  try {
    check();
    return true;
  } catch (error) {
    if (error instanceof assert.Assertion) return false;
    throw error;
  }
};

test("the check of a mean fails beyond zLimit standard errors, and no sooner", () => {
  const n = 400;
  const at = (mean: number) => passes(() => checkMean(new Float64Array(n).fill(mean), 0, 2.5));
  for (const sign of [1, -1]) near(threshold(at, 0, sign), sign * zLimit * Math.sqrt(2.5 / n), 1e-12);
});

test("the check of a variance fails at chi-square's quantiles, once in 1e9 on both sides together", () => {
  for (const n of [1000, 20_000]) {
    const { tail } = chiSquare(n);
    const at = (ratio: number) =>
      passes(() => checkVariance(new Float64Array(n).fill(Math.sqrt(3 * ratio) + 0.7), 3, 0.7));
    const [low, high] = [threshold(at, 1, 0.1), threshold(at, 1, 10)];
    near(tail(n * high) + (1 - tail(n * low)), rate, 0.05 * rate, `n = ${n}`);
  }
});

test("the check of a distribution function fails beyond its limit", () => {
  const n = 2000;
  const evenly = Float64Array.from({ length: n }, (_, i) => (i + 0.5) / n);
  const at = (shift: number) => passes(() => checkDistribution(evenly, (x) => x + shift));
  near(threshold(at, 0, 1), ksLimit(n) - 0.5 / n, 1e-12);
  near(normalCdf(1.959963984540054), 0.975, 1e-15);
});

test("the seed of a name is its FNV-1a hash, the published one", () => {
  assert.is(seedOf(""), 0xcbf29ce484222325n);
  assert.is(seedOf("a"), 0xaf63dc4c8601ec8cn);
  assert.is(seedOf("foobar"), 0x85944171f73967e8n);
});

/** Runs at the seed that a user gets who gives none: the pages that are tested are those that are shown. */
const usualSeed = ["sims/course/entries.test.ts"];

/** What a file of tests that checks a sampled number lacks. */
function lacks(path: string, text: string): string[] {
  if (!/\bcheck(Mean|Variance|Distribution)\(|\b(zLimit|ksLimit)\b/.test(text)) return [];
  return [
    ...(usualSeed.includes(path) || /\bseed(ed|Of)\b|\bproperty\(/.test(text) ? [] : ["a seed from a name"]),
    ...(/\bcatches\(/.test(text) ? [] : ["a planted bug"]),
  ];
}

test("every file that checks a sampled number takes its seed from a name and plants a bug", () => {
  const files = tests.filter(([path]) => path.endsWith(".test.ts"));
  assert.ok(files.filter(([, text]) => /\bcheckVariance\(/.test(text)).length > 10);
  assert.equal(
    files.flatMap(([path, text]) => lacks(path, text).map((what) => `${path}: ${what}`)),
    [],
  );
  catches("a sampled number without either", () => assert.equal(lacks("x.test.ts", "checkMean(x, 0);"), []));
});

test("no test is marked as known to fail, left out, tried again or run alone", () => {
  const marks = /\btest\s*\.\s*(only|todo|fails)\b|\b(retry|retries)\s*[:(]/;
  const found = tests.filter(([path, text]) => path !== "support.test.ts" && marks.test(text));
  assert.equal(
    found.map(([path]) => path),
    [],
  );
});

test.run();
