import { test } from "uvu";
import * as assert from "uvu/assert";
import { arraySpace } from "../../src/array-space.ts";
import { classifierFree, classifierGuided, exactClassifier } from "../../src/denoisers/index.ts";
import { diffusedLogDensity, diffusedScore } from "../../src/problems/index.ts";
import { ve, vp } from "../../src/schedules/index.ts";
import { exactStart } from "../../src/start.ts";
import { mixtureOf } from "../../toy-distributions/index.ts";
import { catches, near, seeded } from "../support.ts";

const components = [
  { weight: 2, mean: [-1, 0.5], covariance: 0.4 },
  {
    weight: 1,
    mean: [1.5, 1],
    covariance: [
      [0.9, 0.3],
      [0.3, 0.5],
    ],
  },
  { weight: 1.5, mean: [0.3, -1.2], covariance: 0.6 },
];
const whole = mixtureOf(components);
const classes = [mixtureOf(components.slice(0, 2)), mixtureOf(components.slice(2))];
/** p(y) */
const shares = [2 / 3, 1 / 3];
const [particles, dimension] = [200, 2];
const space = arraySpace({ particles, dimension });

/** The largest difference of two fields, relative to the largest value of the first. */
const apart = (a: Float64Array, b: Float64Array): number =>
  a.reduce((most, v, i) => Math.max(most, Math.abs(v - b[i])), 0) /
  a.reduce((most, v) => Math.max(most, Math.abs(v)), 0);

seeded(
  "with the exact classifier both kinds of guidance are one field, under every schedule, at every w and t",
  (seed) => {
    const x = exactStart(space, seed, whole);
    for (const schedule of [vp, ve]) {
      const score = diffusedScore(space, whole, schedule);
      const given = diffusedScore(space, classes[0], schedule);
      const gradient = exactClassifier(space, classes[0], whole, schedule);
      for (const w of [-1, 0, 0.5, 4]) {
        for (const t of [0.02, 0.4, 1]) {
          const free = classifierFree(space, given, score, w)(t, x, space.scratch());
          const check = (strength: number, unconditional = score) => {
            const guided = classifierGuided(space, unconditional, gradient, strength)(t, x, space.scratch());
            assert.ok(
              apart(free, guided) < 1e-12,
              `${schedule.name}, w = ${w}, t = ${t}: ${apart(free, guided)}`,
            );
          };
          check(w);
          if (w === 4 && t < 1) catches("w with the wrong sign", () => check(-w));
          if (w === 4 && t < 1)
            catches("the unconditional score dropped", () => check(w, (_t, _x, out) => out.fill(0)));
        }
      }
    }
  },
);

seeded(
  "the exact classifier's gradients average to zero under p(y | x_t), as those of probabilities must",
  (seed) => {
    const x = exactStart(space, seed, whole);
    for (const t of [0.05, 0.5]) {
      const log = diffusedLogDensity(space, whole, vp)(t, x, space.scratch(1));
      const sum = space.scratch();
      classes.forEach((p, y) => {
        const gradient = exactClassifier(space, p, whole, vp)(t, x, space.scratch());
        const part = diffusedLogDensity(space, p, vp)(t, x, space.scratch(1));
        for (let i = 0; i < sum.length; i++) {
          const k = Math.floor(i / 2);
          sum[i] += shares[y] * Math.exp(part[k] - log[k]) * gradient[i];
        }
      });
      for (const value of sum) near(value, 0, 1e-12);
    }
  },
);

test("a factor turns the guidance of a score into that of its denoiser", () => {
  const space = arraySpace({ particles: 1, dimension: 1 });
  const three = (_t: number, _x: Float64Array, out: Float64Array) => out.fill(3);
  const ten = (_t: number, _x: Float64Array, out: Float64Array) => out.fill(10);
  const guided = classifierGuided(space, ten, three, 0.5, (t) => t / 2);
  assert.equal([...guided(4, Float64Array.of(7), space.scratch())], [10 + 1.5 * 2 * 3]);
});

test("what is no guidance is refused: a strength that is no number, a class of another dimension", () => {
  const zero = (_t: number, _x: Float64Array, out: Float64Array) => out.fill(0);
  assert.throws(() => classifierGuided(space, zero, zero, Number.NaN), "guidance w");
  const line = mixtureOf([{ mean: [0], covariance: 1 }]);
  assert.throws(() => exactClassifier(space, line, whole, vp), /2, as p\(x\) has/);
});

test.run();
