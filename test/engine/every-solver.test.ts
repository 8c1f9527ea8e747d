import { test } from "uvu";
import * as assert from "uvu/assert";
import { arraySpace } from "../../src/array-space.ts";
import { compileRun } from "../../src/engine/compile-run.ts";
import { NotCompilable } from "../../src/engine/not-compilable.ts";
import type { Make } from "../../src/engine/trace.ts";
import type { Ensemble } from "../../src/space.ts";
import { normalStart } from "../../src/start.ts";
import {
  type AnySolver,
  bind,
  everySolver,
  standardGrid,
  standardProblems,
} from "../solvers/standard-problems.ts";
import { agrees, engines } from "./agree.ts";

const makeOf =
  (solver: AnySolver): Make =>
  (space, noise) =>
    bind(solver, space as Ensemble<never>, standardProblems(space) as never, noise as never) as never;
const start = normalStart(arraySpace({ particles: 11, dimension: 2 }), 9n, 0.8);

for (const solver of everySolver.filter(({ couples }) => couples === undefined)) {
  const grid = standardGrid(solver.kind);
  for (const engine of engines) {
    test(`${solver.name} on ${engine}: the array space's numbers, whatever the blocks`, async () => {
      const make = makeOf(solver);
      await agrees({ make, grid, start }, engine);
      const shifted = standardGrid(solver.kind, 5).map((t) => 0.05 + 0.9 * t);
      const again = await compileRun(make, { engine, dimension: 2, grid: shifted });
      assert.is(again.compiled, 0, "kernels for another grid");
    });
  }
}

for (const solver of everySolver.filter(({ couples }) => couples === "batch")) {
  test(`${solver.name}: runs on the array space only, and says why`, async () => {
    const run = { engine: "simd64", dimension: 2, grid: standardGrid(solver.kind) } as const;
    try {
      await compileRun(makeOf(solver), run);
    } catch (error) {
      assert.instance(error, NotCompilable);
      assert.match((error as Error).message, /looks across particles/);
      return;
    }
    assert.unreachable("compiled");
  });
}

test.run();
