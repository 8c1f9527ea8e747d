import { test } from "uvu";
import * as assert from "uvu/assert";
import { arraySpace } from "../../src/array-space.ts";
import { integrate } from "../../src/integrate.ts";
import { freshNoise } from "../../src/noise/fresh.ts";
import { UsageError } from "../../src/refusal.ts";
import type { Settings } from "../../src/solver.ts";
import { bind, everySolver, standardProblems } from "./standard-problems.ts";

const space = arraySpace({ particles: 1, dimension: 2 });
const refuses = (name: string, settings: Settings, message: RegExp) => {
  const [solver] = everySolver.filter((s) => s.name === name);
  const act = () => bind(solver, space, standardProblems(space), freshNoise(space, 1n), settings);
  assert.throws(act, (e: unknown) => e instanceof UsageError && message.test(e.message));
};

test("a setting out of its range, or not whole where it must be, is refused", () => {
  refuses("annealed-langevin", { corrections: 0 }, /corrections: got 0, expected an integer >= 1/);
  refuses("annealed-langevin", { corrections: 2.5 }, /corrections: got 2.5, expected an integer >= 1/);
  refuses("annealed-langevin", { ratio: Number.NaN }, /ratio: got NaN/);
  refuses("predictor-corrector", { snr: -0.1 }, /snr: got -0.1, expected a finite number >= 0/);
  refuses("dormand-prince", { rtol: Infinity }, /rtol: got Infinity/);
  refuses(
    "edm-heun",
    { churn: 0.1, lowest: 50, highest: 1 },
    /lowest: got 50, expected at most highest, 1\./,
  );
  refuses("hmc", { leaps: 0 }, /leaps: got 0, expected an integer >= 1/);
});

test("an unknown setting is refused, and the nearest is named", () => {
  refuses("dormand-prince", { rtoll: 1e-3 }, /Did you mean "rtol"/);
});

test("a grid that runs against the method is refused", () => {
  const runs = (name: string, grid: Float64Array, message: RegExp) => {
    const [solver] = everySolver.filter((s) => s.name === name);
    const p = bind(solver, space, standardProblems(space), freshNoise(space, 1n));
    const act = () => [...integrate(space, p, Float64Array.of(0.3, -0.2), grid)];
    assert.throws(act, (e: unknown) => e instanceof UsageError && message.test(e.message));
  };
  const [up, down] = [Float64Array.of(0.1, 0.2), Float64Array.of(0.2, 0.1)];
  for (const name of ["mala", "hmc", "unadjusted-langevin", "baoab", "oabao"]) {
    runs(name, down, /grid: got "a first step from 0.2 to 0.1", expected times that rise/);
  }
  for (const name of [
    "predictor-corrector",
    "scheduled-corrector",
    "adjusted-corrector",
    "ddpm",
    "dpm-solver-2m-sde",
  ]) {
    runs(name, up, /grid: got "a first step from 0.1 to 0.2", expected times that fall/);
  }
});

test.run();
