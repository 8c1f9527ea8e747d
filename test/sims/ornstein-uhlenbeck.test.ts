import { test } from "uvu";
import * as assert from "uvu/assert";
import { responses, varianceOf } from "../../sims/check/measure/impulses.ts";
import { schemeLaw } from "../../sims/ornstein-uhlenbeck/scheme-law.ts";
import { bind, solversFor } from "../../sims/sampling/bind.ts";
import type { SampleSpec } from "../../sims/sampling/spec.ts";
import { grids } from "../../src/index.ts";
import { catches, near } from "../support.ts";

const [theta, sigma] = [0.7, 1.3];
const specOf = (solver: string): SampleSpec => ({
  motion: { kind: "ornstein-uhlenbeck", theta, sigma },
  solver,
  grid: grids.uniform(0, 1, 1),
  start: { deviation: 0 },
  particles: 1,
  seed: 0n,
  times: [1],
});
const exact = sigma ** 2 / (2 * theta);

/** Stationary variances at step h, as functions of theta h, over the exact one. */
const known: Readonly<Record<string, (thetaH: number) => number>> = {
  "euler-maruyama": (u) => 1 / (1 - u / 2),
  milstein: (u) => 1 / (1 - u / 2),
  "leimkuhler-matthews": () => 1,
  "exponential-euler": () => 1,
};

const checkStationary = (solver: string, h: number, factor: (u: number) => number): void =>
  near(schemeLaw(specOf(solver), h).stationary ?? NaN, exact * factor(theta * h), 1e-12, solver);

for (const [solver, factor] of Object.entries(known)) {
  test(`${solver}: its stationary variance at a step is the closed form`, () => {
    for (const h of [0.001, 0.1, 1, 1.4]) checkStationary(solver, h, factor);
    catches("the bias of half the step", () => checkStationary(solver, 1, (u) => 0.9 * factor(u)));
  });
}

for (const solver of solversFor("ornstein-uhlenbeck")) {
  test(`${solver}: mean and variance after each number of steps are those of the run taken to pieces`, () => {
    for (const h of [0.3, 1 / theta, 3.5]) {
      const law = schemeLaw(specOf(solver), h);
      for (const n of [1, 2, 3, 4, 5, 9]) {
        const grid = grids.uniform(0, n * h, n);
        const run = responses(
          (s, noise) => bind(s, { dimension: 1 }, { ...specOf(solver), grid }, noise),
          grid,
          2,
        );
        const v = varianceOf(run, 0.25);
        near(law.growth ** n * 2, run.mean, 1e-9 * Math.abs(run.mean) + 1e-13, `mean, n = ${n}, h = ${h}`);
        near(law.variance(n, 0.25), v, 1e-9 * v, `variance, n = ${n}, h = ${h}`);
      }
    }
  });
}

test("an unstable step has no stationary law", () => {
  assert.is(schemeLaw(specOf("euler-maruyama"), 3.5).stationary, undefined);
});

test.run();
