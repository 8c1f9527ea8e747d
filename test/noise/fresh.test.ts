import { test } from "uvu";
import * as assert from "uvu/assert";
import { arraySpace } from "../../src/array-space.ts";
import type { Interval } from "../../src/interval.ts";
import { freshNoise } from "../../src/noise/fresh.ts";
import type { Noise } from "../../src/noise/noise.ts";
import { catches, checkDistribution, checkMean, checkVariance, normalCdf, same, seeded } from "../support.ts";

type Arrays = Noise<Float64Array>;
const between = (t0: number, t1: number, k = 0): Interval => ({ t0, t1, before: t0, k, last: false });
const space = arraySpace({ particles: 20_000, dimension: 2 });
const increment = (noise: Arrays, at: Interval) => noise.increment(at, space.scratch());
const area = (noise: Arrays, at: Interval) => noise.area(at, space.scratch());

/** The joint law over an interval h, of either sign: w ~ N(0, |h|), area = h w / 2 + N(0, |h|^3 / 12). */
function jointLaw(noise: Arrays, at: Interval): void {
  const h = at.t1 - at.t0;
  const w = increment(noise, at);
  const a = area(noise, at);
  checkMean(w, 0, Math.abs(h));
  checkVariance(w, Math.abs(h));
  checkDistribution(w, (x) => normalCdf(x / Math.sqrt(Math.abs(h))));
  checkVariance(a, Math.abs(h) ** 3 / 3);
  const rest = a.map((v, i) => v - (h / 2) * w[i]);
  checkVariance(rest, Math.abs(h) ** 3 / 12);
  checkMean(
    rest.map((r, i) => r * w[i]),
    0,
    h ** 4 / 12,
  );
}

seeded("fresh noise has the joint law of increment and area, forwards and backwards", (seed) => {
  const noise = freshNoise(space, seed);
  const backward = between(2.3, 1.6);
  jointLaw(noise, between(0.5, 0.8));
  jointLaw(noise, backward);
  const bug = (change: Partial<Arrays>) => () => jointLaw({ ...noise, ...change }, backward);
  const scaled = (x: Float64Array, a: number) => space.combine(x, [a, x]);
  catches("sqrt(h) dropped", bug({ increment: (at, out) => noise.normal(at, 0, out) }));
  catches("variance h^2", bug({ increment: (at, out) => scaled(noise.increment(at, out), Math.sqrt(0.7)) }));
  catches("area of the wrong sign backwards", bug({ area: (at, out) => scaled(noise.area(at, out), -1) }));
  catches("area by the increment alone", bug({ area: (at, out) => scaled(noise.increment(at, out), -0.35) }));
  catches(
    "area without the increment",
    bug({ area: (at, out) => scaled(noise.normal(at, 0, out), 0.7 ** 1.5 / Math.sqrt(3)) }),
  );
});

test("noise does not depend on the order in which it is asked for, and differs by interval and draw", () => {
  const one = freshNoise(space, 3n);
  const other = freshNoise(space, 3n);
  const [first, second] = [between(0, 1, 0), between(1, 2, 1)];
  const a = [
    increment(one, first),
    increment(one, second),
    area(one, first),
    one.normal(first, 1, space.scratch()),
  ];
  const b = [
    other.normal(first, 1, space.scratch()),
    area(other, first),
    increment(other, second),
    increment(other, first),
  ];
  for (const [i, x] of a.entries()) same(x, b[3 - i]);
  const values = [...a, one.normal(first, 0, space.scratch()), one.normal(second, 1, space.scratch())].map(
    (x) => x[0],
  );
  assert.is(new Set(values).size, values.length);
});

test("steps, start and exact samples never share noise", () => {
  const at = between(0, 1);
  const stages = ["step", "start", "exact"] as const;
  const normals = stages.map((stage) => freshNoise(space, 3n, stage).normal(at, 0, space.scratch())[0]);
  const uniforms = stages.map((stage) => freshNoise(space, 3n, stage).uniform(at, 0, space.scratch(1))[0]);
  assert.is(new Set([...normals, ...uniforms, increment(freshNoise(space, 3n), at)[0]]).size, 7);
});

test("a shard's noise is the same rows of the whole", () => {
  const shard = arraySpace({ particles: 7, dimension: 2, first: 11 });
  const [whole, part] = [freshNoise(space, 5n), freshNoise(shard, 5n)];
  const at = between(0, 0.1, 4);
  same(part.increment(at, shard.scratch()), increment(whole, at).slice(22, 36));
  same(part.area(at, shard.scratch()), area(whole, at).slice(22, 36));
  same(part.normal(at, 2, shard.scratch()), whole.normal(at, 2, space.scratch()).slice(22, 36));
  same(part.uniform(at, 2, shard.scratch(1)), whole.uniform(at, 2, space.scratch(1)).slice(11, 18));
});

test.run();
