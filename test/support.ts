import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";

/** The seed of a statistical test: FNV-1a (64 bits) of its name, so nobody chose it because it passes. */
export function seedOf(name: string): bigint {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(name)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  }
  return hash;
}

/** |z| of a normal that is passed once in 1e9, on both sides together. */
export const zLimit = 6.1094;

/** sup |F_n - F| of n draws that is passed once in 1e9 (Dvoretzky, Kiefer, Wolfowitz with Massart's constant). */
export const ksLimit = (n: number): number => 3.2724 / Math.sqrt(n);

/** A test that gets the seed of its name. */
export const seeded = (name: string, body: (seed: bigint) => void | Promise<void>): void =>
  test(name, () => body(seedOf(name)));

/** A law with free parameters, at random values that depend on the test's name alone. */
export function property<Ts extends [unknown, ...unknown[]]>(
  name: string,
  values: { [K in keyof Ts]: fc.Arbitrary<Ts[K]> },
  law: (...args: Ts) => void,
  numRuns = 100,
): void {
  const seed = Number(seedOf(name) & 0x7fffffffn);
  test(name, () => fc.assert(fc.property(...values, law), { seed, numRuns }));
}

const mean = (values: Float64Array): number => values.reduce((sum, v) => sum + v, 0) / values.length;

/** The mean of independent values, within zLimit standard errors; those of the sample where no variance is known. */
export function checkMean(values: Float64Array, expected: number, variance?: number): void {
  const m = mean(values);
  const spread = variance ?? mean(values.map((v) => (v - m) ** 2));
  const z = (m - expected) / Math.sqrt(spread / values.length);
  assert.ok(Math.abs(z) <= zLimit, `mean ${m}, expected ${expected}: ${z.toFixed(2)} standard errors`);
}

/** Quantile of chi-square over its n degrees of freedom, n >= 1000, by the cube root of Wilson and Hilferty. */
const chiSquare = (n: number, z: number): number => (1 - 2 / (9 * n) + z * Math.sqrt(2 / (9 * n))) ** 3;

/** The variance of independent Gaussian values about a known mean, between quantiles of chi-square. */
export function checkVariance(values: Float64Array, expected: number, about = 0): void {
  const n = values.length;
  const ratio = mean(values.map((v) => (v - about) ** 2)) / expected;
  const [low, high] = [chiSquare(n, -zLimit), chiSquare(n, zLimit)];
  assert.ok(ratio >= low && ratio <= high, `variance ${ratio} times the expected, not in ${low} to ${high}`);
}

/** The distribution function of independent values. */
export function checkDistribution(values: Float64Array, cdf: (x: number) => number): void {
  const n = values.length;
  const distance = values.toSorted().reduce((worst, x, i) => {
    const F = cdf(x);
    return Math.max(worst, F - i / n, (i + 1) / n - F);
  }, 0);
  assert.ok(distance <= ksLimit(n), `sup|F_n - F| = ${distance} > ${ksLimit(n)}`);
}

/** P(N(0, 1) < x), by Marsaglia's series (2004), doi:10.18637/jss.v011.i04. */
export function normalCdf(x: number): number {
  if (Math.abs(x) > 8) return x > 0 ? 1 : 0;
  let sum = x;
  for (let term = x, n = 3; Math.abs(term) > 1e-17; n += 2) {
    term *= (x * x) / n;
    sum += term;
  }
  return 0.5 + (sum * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI);
}

/** A law that must not pass: it is held against something with a planted bug. */
export function catches(bug: string, law: () => void): void {
  try {
    law();
  } catch (error) {
    if (error instanceof assert.Assertion) return;
    throw error;
  }
  assert.unreachable(`not caught: ${bug}`);
}

/** Component j of row-major points of width d. */
export const component = (points: Float64Array, d: number, j: number): Float64Array =>
  Float64Array.from({ length: points.length / d }, (_, i) => points[i * d + j]);

/** |a - b| within a tolerance. */
export function near(actual: number, expected: number, tolerance: number, what = ""): void {
  assert.ok(
    Math.abs(actual - expected) <= tolerance,
    `${what} ${actual}, expected ${expected} +- ${tolerance}`,
  );
}

/** The same values, bit for bit; a difference is named by its place. */
export function same(actual: Float64Array, expected: Float64Array, what = "values"): void {
  assert.is(actual.length, expected.length, `${what}: lengths`);
  const i = actual.findIndex((v, j) => !Object.is(v, expected[j]));
  assert.ok(i < 0, `${what} differ at ${i}: ${actual[i]} and ${expected[i]}`);
}
