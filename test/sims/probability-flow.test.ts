import { test } from "uvu";
import * as assert from "uvu/assert";
import { referenceError } from "../../sims/probability-flow/reference-error.ts";
import { sampleEnsemble } from "../../sims/sampling/ensemble.ts";
import type { SampleSpec } from "../../sims/sampling/spec.ts";
import { grids, scheduleGrid, schedules } from "../../src/index.ts";
import { catches } from "../support.ts";
import { inProcess } from "./in-process.ts";

const specOf = (solver: string, steps: number, settings = {}): SampleSpec => {
  const grid = scheduleGrid(schedules.vp, grids.uniform, 0.1, steps);
  return {
    density: { name: "gaussian-mixture" },
    motion: { kind: "reverse", schedule: { name: "vp" }, lambda: 0 },
    solver,
    settings,
    grid,
    start: { exactAt: 1 },
    particles: 60,
    seed: 5n,
    times: [grid[steps]],
  };
};
const errorOf = async (spec: SampleSpec) => {
  const run = await sampleEnsemble(inProcess, spec, "");
  return (await referenceError(inProcess, spec, run)).value;
};

test("the error of a method beside the flow itself falls as its order says, and is none for the flow itself", async () => {
  const [coarse, fine] = await Promise.all([150, 300].map((steps) => errorOf(specOf("heun", steps))));
  const check = (order: number) =>
    assert.ok(Math.abs(Math.log2(coarse / fine) - order) < 0.2, `${coarse}, ${fine}`);
  check(2);
  catches("order 1", () => check(1));
  assert.ok((await errorOf(specOf("dormand-prince", 7, { rtol: 1e-9, atol: 1e-10 }))) < 1e-7);
});

test("another start is seen", async () => {
  const spec = specOf("rk4", 200);
  const run = await sampleEnsemble(inProcess, { ...spec, seed: 6n }, "");
  assert.ok((await referenceError(inProcess, spec, run)).value > 0.1);
});

test.run();
