import { test } from "uvu";
import * as assert from "uvu/assert";
import { arraySpace } from "../src/array-space.ts";
import type { DiffusedDensity } from "../src/density.ts";
import { add, coordinates, formula, less, mul, select } from "../src/formula/index.ts";
import { UsageError } from "../src/refusal.ts";
import { vp } from "../src/schedules/variance-preserving.ts";
import { diffusedStart, exactStart, normalStart, uniformStart } from "../src/start.ts";
import { well } from "./solvers/standard-problems.ts";
import {
  catches,
  checkDistribution,
  checkMean,
  checkVariance,
  component,
  normalCdf,
  same,
  seeded,
} from "./support.ts";

type Arrays = Float64Array;
const space = arraySpace({ particles: 10_000, dimension: 2 });
const [u] = coordinates(0, 1);
const [z, w] = coordinates(1, 2);
/** A quarter at x = -2 and the rest at 1, a Gaussian of width 0.3 around each; y of width 2. */
const pair: DiffusedDensity = {
  ...well,
  sampler: formula({ inputs: 2, outputs: [add(select(less(u, 0.25), -2, 1), mul(0.3, z)), mul(2, w)] }),
  diffused: () => well.logDensity,
};
const cdf = (a: number, s: number) => (x: number) =>
  0.25 * normalCdf((x + 2 * a) / Math.hypot(0.3 * a, s)) + 0.75 * normalCdf((x - a) / Math.hypot(0.3 * a, s));

seeded("a normal start is N(0, deviation^2 I)", (seed) => {
  const law = (x: Arrays) => {
    checkMean(x, 0, 6.25);
    checkVariance(x, 6.25);
    checkDistribution(x, (v) => normalCdf(v / 2.5));
  };
  law(normalStart(space, seed, 2.5));
  catches("the variance for the deviation", () => law(normalStart(space, seed, 6.25)));
  assert.ok(normalStart(space, seed, 0).every((v) => v === 0));
});

seeded("a uniform start is U[0, 1] in each coordinate, and a shard is a part of the whole", (seed) => {
  const law = (x: Arrays) => {
    for (const j of [0, 1]) checkDistribution(component(x, 2, j), (v) => Math.min(1, Math.max(0, v)));
    checkMean(
      component(x, 2, 0).map((v, k) => (v - 0.5) * (x[2 * k + 1] - 0.5)),
      0,
    );
  };
  const whole = uniformStart(space, seed);
  law(whole);
  const shard = arraySpace({ particles: 10, dimension: 2, first: 90 });
  same(uniformStart(shard, seed), whole.slice(180, 200));
  catches("one number a particle", () => law(whole.map((_, k) => whole[k - (k % 2)])));
});

seeded(
  "a sampler's second normal is independent of the first, and of the noise of a diffused start",
  (seed) => {
    const both: DiffusedDensity = {
      ...pair,
      sampler: formula({ inputs: 3, outputs: [z, coordinates(2, 1)[0]] }),
    };
    const points = exactStart(space, seed, both);
    const unit = { ...vp, alpha: () => 1, sigma: () => 1 };
    const noise = diffusedStart(space, seed, both, unit, 0.3).map((v, i) => v - points[i]);
    const [first, second] = [component(points, 2, 0), component(points, 2, 1)];
    const law = (values: Arrays) => {
      checkVariance(values, 1);
      checkMean(
        values.map((v, i) => v * first[i]),
        0,
        1,
      );
      for (const j of [0, 1]) {
        checkMean(
          values.map((v, i) => v * noise[2 * i + j]),
          0,
          1,
        );
      }
    };
    law(second);
    catches("the same normal twice", () => law(first));
    catches("the noise of the diffused start", () => law(component(noise, 2, 0)));
  },
);

seeded("an exact start has the density's law in each coordinate, and so has a diffused one", (seed) => {
  const law = (points: Arrays, a: number, s: number) => {
    checkDistribution(component(points, 2, 0), cdf(a, s));
    checkVariance(component(points, 2, 1), (2 * a) ** 2 + s ** 2);
    const [x, y] = [component(points, 2, 0), component(points, 2, 1)];
    checkMean(
      x.map((v, i) => v * y[i]),
      0,
    );
  };
  law(exactStart(space, seed, pair), 1, 0);
  const [a, s] = [vp.alpha(0.3), vp.sigma(0.3)];
  const diffused = diffusedStart(space, seed, pair, vp, 0.3);
  law(diffused, a, s);
  catches("without the noise", () =>
    law(
      exactStart(space, seed, pair).map((v) => a * v),
      a,
      s,
    ),
  );
  catches("the noise of the samples again", () => {
    const again = normalStart(space, seed, s);
    law(
      exactStart(space, seed, pair).map((v, i) => a * v + again[i]),
      a,
      s,
    );
  });
  catches("time off by one of a hundred", () => law(diffusedStart(space, seed, pair, vp, 0.33), a, s));
});

test("starts of different stages share nothing; a shard's start is the same rows of the whole", () => {
  const [a, b] = [exactStart(space, 3n, pair), exactStart(space, 3n, pair, "exact")];
  assert.ok(a.every((v, i) => v !== b[i]));
  const shard = arraySpace({ particles: 5, dimension: 2, first: 100 });
  same(exactStart(shard, 3n, pair), a.slice(200, 210));
  same(normalStart(shard, 3n), normalStart(space, 3n).slice(200, 210));
  same(diffusedStart(shard, 3n, pair, vp, 0.5), diffusedStart(space, 3n, pair, vp, 0.5).slice(200, 210));
});

test("a density without a sampler, of another dimension, or a deviation that is none, is refused", () => {
  const refused = (make: () => unknown, message: RegExp) =>
    assert.throws(make, (e: unknown) => e instanceof UsageError && message.test(e.message));
  refused(() => exactStart(space, 1n, well), /density to sample: got "well"/);
  refused(
    () => exactStart(arraySpace({ particles: 2, dimension: 3 }), 1n, pair),
    /dimension of the space: got 3, expected 2/,
  );
  refused(() => normalStart(space, 1n, -1), /standard deviation/);
  refused(() => normalStart(space, 1n, Number.NaN), /standard deviation/);
});

test.run();
