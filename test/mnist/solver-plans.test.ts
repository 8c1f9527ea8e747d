import { test } from "uvu";
import * as assert from "uvu/assert";
import { edm } from "../../mnist/recipes/edm.ts";
import { ve } from "../../mnist/recipes/ve.ts";
import { samplingOf } from "../../mnist/sampling-of.ts";
import { solverPlans } from "../../sims/node/solver-plans.ts";
import { spacings } from "../../src/grids/spacings.ts";
import { UsageError } from "../../src/refusal.ts";

const stepsOf = (wish: Partial<Parameters<typeof solverPlans>[1]>, recipe = edm): number[] =>
  solverPlans(recipe, { solvers: ["heun"], evaluations: [20], spacing: undefined, passes: 1, ...wish }).map(
    ({ steps }) => steps,
  );

test("steps are what the evaluations allow: two a step for heun, one at the end, both twice with guidance", () => {
  assert.equal(stepsOf({ solvers: ["heun", "ddim"], evaluations: [3, 19, 20] }), [1, 9, 2, 18, 19]);
  assert.equal(stepsOf({ passes: 2, evaluations: [38, 42] }), [9, 10]);
  // the lecture's own solver does not look once more
  assert.equal(stepsOf({ solvers: ["euler-maruyama"], evaluations: [1000] }, ve), [1000]);
  assert.equal(
    stepsOf({ solvers: ["euler-maruyama"], evaluations: [1000], spacing: "geometric" }, ve),
    [999],
  );
});

test("too few evaluations, no solver for digits, and one whose steps cost what they need are refused", () => {
  for (const wish of [
    { evaluations: [2] },
    { solvers: ["heum"] },
    { solvers: ["baoab"] },
    { solvers: [""] },
  ]) {
    assert.throws(
      () => stepsOf(wish),
      (error: Error) => error instanceof UsageError,
      JSON.stringify(wish),
    );
  }
});

test("a grid of any spacing has the ends of the recipe's own", () => {
  for (const recipe of [edm, ve]) {
    const { schedule, sampling } = recipe;
    const level = (t: number): number => schedule.sigma(t) / schedule.alpha(t);
    const own = samplingOf(recipe, { steps: sampling.steps }).grid;
    const last = level(own[sampling.denoise ? own.length - 1 : own.length - 2]);
    for (const spacing of Object.keys(spacings) as (keyof typeof spacings)[]) {
      const { grid, denoise, start, steps } = samplingOf(recipe, { steps: 12, spacing });
      assert.is(grid.length, 13, spacing);
      assert.equal([grid[0], denoise, start, steps], [schedule.end, true, "prior", 12]);
      assert.ok(
        Math.abs(level(grid[12]) / last - 1) < 1e-9,
        `${recipe.name}, ${spacing}: ${level(grid[12])}`,
      );
    }
  }
  const spacingOf = (recipe: typeof edm, solver?: string) => samplingOf(recipe, { solver }).spacing;
  assert.equal(
    [spacingOf(ve), spacingOf(ve, "heun"), spacingOf(edm, "ddim")],
    [undefined, "karras", undefined],
  );
  const { grid } = samplingOf(edm, { steps: 4, spacing: "geometric" });
  assert.ok(Math.abs((grid[1] * grid[3]) / grid[2] ** 2 - 1) < 1e-12, "equal ratios");
});

test.run();
