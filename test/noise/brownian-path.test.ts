import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { arraySpace } from "../../src/array-space.ts";
import type { Interval } from "../../src/interval.ts";
import { brownianPath } from "../../src/noise/brownian-path.ts";
import { freshNoise } from "../../src/noise/fresh.ts";
import type { Noise } from "../../src/noise/noise.ts";
import { UsageError } from "../../src/refusal.ts";
import { catches, checkMean, checkVariance, near, property, same, seeded } from "../support.ts";

type Arrays = Noise<Float64Array>;
const [from, to] = [-1, 2.5];
const small = arraySpace({ particles: 3, dimension: 2 });
const between = (t0: number, t1: number, k = 0): Interval => ({ t0, t1, before: t0, k, last: false });
const increment = (noise: Arrays, s: number, t: number, k = 0) =>
  noise.increment(between(s, t, k), small.scratch());
const area = (noise: Arrays, s: number, t: number, k = 0) => noise.area(between(s, t, k), small.scratch());
const path = (seed = 9n) => brownianPath(small, seed, [from, to]);

const time = fc.oneof(
  fc.double({ min: from, max: to, noNaN: true }),
  fc.integer({ min: 0, max: 64 }).map((n) => from + ((to - from) * n) / 64),
);

/** Chasles: what an interval has is what its parts have. */
function adds(noise: Arrays, s: number, r: number, u: number): void {
  const [first, second, whole] = [
    increment(noise, s, r, 0),
    increment(noise, r, u, 1),
    increment(noise, s, u, 2),
  ];
  const [A, B, C] = [area(noise, s, r, 0), area(noise, r, u, 1), area(noise, s, u, 2)];
  for (let i = 0; i < whole.length; i++) {
    near(whole[i], first[i] + second[i], 1e-13, "increment");
    near(C[i], A[i] + (u - r) * first[i] + B[i], 1e-13, "area");
  }
}
property(
  "a coarse increment is the sum of the fine ones, and so is the area, in any order of times",
  [time, time, time],
  (s, r, u) => adds(path(), s, r, u),
);
test("fresh noise is no path", () => {
  catches("fresh noise on another grid", () => adds(freshNoise(small, 9n), 0, 1, 2));
});

property(
  "the order of queries does not matter",
  [fc.array(time, { minLength: 2, maxLength: 6 })],
  (times) => {
    const [one, other] = [path(), path()];
    const forwards = times.map((t) => [increment(one, from, t), area(one, from, t)]);
    const backwards = times.toReversed().map((t) => [increment(other, from, t), area(other, from, t)]);
    for (const [i, pair] of forwards.entries()) {
      for (const [j, x] of pair.entries()) same(x, backwards[times.length - 1 - i][j]);
    }
  },
);

/** The law of the path's values at three times by its Gaussian covariances min(s, t), and of each area. */
function isBrownian(make: (space: ReturnType<typeof arraySpace>) => Arrays, times: readonly number[]): void {
  const space = arraySpace({ particles: 10_000, dimension: 2 });
  const noise = make(space);
  for (const [k, s] of times.slice(0, -1).entries()) {
    const t = times[k + 1];
    const h = t - s;
    const w = noise.increment(between(s, t, k), space.scratch());
    const a = noise.area(between(s, t, k), space.scratch());
    const rest = a.map((v, i) => v - (h / 2) * w[i]);
    const before = noise.increment(between(from, s, 99), space.scratch());
    checkMean(w, 0, h);
    checkVariance(w, h);
    checkVariance(rest, h ** 3 / 12);
    const uncorrelated = (x: Float64Array, y: Float64Array, variance: number) =>
      checkMean(
        x.map((v, i) => v * y[i]),
        0,
        variance,
      );
    uncorrelated(w, rest, h ** 4 / 12);
    uncorrelated(w, before, h * (s - from));
    uncorrelated(rest, before, (h ** 3 / 12) * (s - from));
    uncorrelated(
      w.filter((_, i) => i % 2 === 0),
      w.filter((_, i) => i % 2 === 1),
      h * h,
    );
  }
}
seeded("a path is Brownian, increments and areas, at dyadic and at arbitrary times", (seed) => {
  const times = [from + (to - from) / 4, from + (to - from) / 2, 1.1, 1.2345, 2.45];
  const make: Parameters<typeof isBrownian>[0] = (space) => brownianPath(space, seed, [from, to]);
  isBrownian(make, times);
  const bug = (change: (noise: Arrays) => Partial<Arrays>) => () =>
    isBrownian((space) => ({ ...make(space), ...change(make(space)) }), times.slice(0, 2));
  catches(
    "time off by one",
    bug((n) => ({ increment: (at, out) => n.increment({ ...at, t1: at.t1 + 0.1 }, out) })),
  );
  catches(
    "one path for all that begins anywhere",
    bug((n) => ({
      increment: ({ t0, t1 }, out) => n.increment(between(from, from + t1 - t0), out),
    })),
  );
  catches(
    "an area of another path",
    bug((n) => ({ area: (at, out) => n.area({ ...at, t0: at.t0 - 0.01 }, out) })),
  );
});

test("backwards an increment changes its sign, over nothing it is zero", () => {
  const noise = path();
  same(
    increment(noise, 1.3, 0.2),
    increment(noise, 0.2, 1.3).map((w) => -w),
  );
  assert.ok(increment(noise, 0.7, 0.7).every((w) => w === 0));
  assert.ok(area(noise, 0.7, 0.7).every((w) => w === 0));
});

test("times between the smallest leaves are answered; path and integral are continuous there", () => {
  const leaf = (to - from) / 2 ** 30;
  const t = from + 12345678.3 * leaf;
  const h = 0.4 * leaf;
  const [w, a] = [increment(path(), t, t + h), area(path(), t, t + h)];
  assert.ok(w.every((v) => Math.abs(v) < 8 * Math.sqrt(leaf) && v !== 0));
  assert.ok(a.every((v) => Math.abs(v) < 8 * leaf ** 1.5 + 1e-15));
});

test("a path refuses a time outside its interval, and an interval that is none", () => {
  for (const t of [from - 0.1, to + 1e-6, Number.NaN, Infinity]) {
    assert.throws(
      () => increment(path(), 0, t),
      (e: unknown) => e instanceof UsageError && /\[-1, 2.5\]/.test(e.message),
    );
  }
  assert.throws(
    () => brownianPath(small, 1n, [1, 1]),
    (e: unknown) => e instanceof UsageError,
  );
  assert.throws(
    () => brownianPath(small, 1n, [0, Number.NaN]),
    (e: unknown) => e instanceof UsageError,
  );
});

test("the path of a shard, and of fewer particles, is the same rows of the whole", () => {
  const [large, shard] = [
    arraySpace({ particles: 9, dimension: 2 }),
    arraySpace({ particles: 3, dimension: 2, first: 4 }),
  ];
  const at = between(-0.37, 1.91);
  const whole = brownianPath(large, 9n, [from, to]).increment(at, large.scratch());
  same(increment(path(), at.t0, at.t1), whole.slice(0, 6));
  same(brownianPath(shard, 9n, [from, to]).increment(at, shard.scratch()), whole.slice(8, 14));
});

test.run();
