import { test } from "uvu";
import * as assert from "uvu/assert";
import { judge } from "../../sims/likelihood/judge.ts";
import { type LikelihoodInput, logDensities } from "../../sims/likelihood/log-densities.ts";
import { grids, scheduleGrid, schedules } from "../../src/index.ts";
import { catches, same, seeded } from "../support.ts";
import { inProcess } from "./in-process.ts";

const inputOf = (seed: bigint, more: Partial<LikelihoodInput> = {}): LikelihoodInput => ({
  density: { name: "gaussian-mixture" },
  schedule: { name: "vp" },
  grid: scheduleGrid(schedules.vp, grids.logSnr, 0.05, 100).toReversed(),
  solver: "rk4",
  settings: {},
  probes: 0,
  prior: "exact",
  seed,
  first: 0,
  particles: 100,
  ...more,
});

const numbersOf = (found: Parameters<typeof judge>[1]) => {
  const numbers: Record<string, unknown> = {};
  const said = judge(
    { ...inProcess, number: (name: string, value: unknown) => Object.assign(numbers, { [name]: value }) },
    found,
  );
  return { said, numbers };
};

seeded(
  "with the exact divergence log p is the closed form, to the method's error, and a wrong one is seen",
  async (seed) => {
    const found = await logDensities(inputOf(seed));
    const check = (logDensity: Float64Array) => {
      const { largestError } = numbersOf({ ...found, logDensity }).numbers;
      assert.ok((largestError as number) < 1e-4, `${largestError}`);
    };
    check(found.logDensity);
    catches("a thousandth of a nat in one point", () =>
      check(found.logDensity.with(7, found.logDensity[7] + 1e-3)),
    );
  },
);

seeded("points of its own, and blocks of them, are the same points", async (seed) => {
  const all = await logDensities(inputOf(seed));
  const part = await logDensities(inputOf(seed, { first: 40, particles: 10 }));
  same(part.logDensity, all.logDensity.slice(40, 50));
  const given = await logDensities(inputOf(seed, { points: all.points, first: 40, particles: 10 }));
  same(given.logDensity, part.logDensity);
});

seeded("with probes the errors are what the standard errors say", async (seed) => {
  const found = await logDensities(inputOf(seed, { probes: 16, particles: 1000 }));
  const check = (factor: number) => {
    const error = found.error?.map((e) => factor * e) ?? new Float64Array(1000);
    const { claimed, found: rms } = numbersOf({ ...found, error }).numbers.probeError as Record<
      string,
      number
    >;
    assert.ok(claimed > 0.01 && Math.abs(rms / claimed - 1) < 0.25, `${rms} ${claimed}`);
  };
  check(1);
  catches("half the standard error", () => check(0.5));
});

test("the normal law in place of the exact one at the end is told apart", async () => {
  const found = await logDensities(inputOf(1n, { prior: "normal" }));
  assert.ok((numbersOf(found).numbers.largestError as number) > 1e-3);
});

test.run();
