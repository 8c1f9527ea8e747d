import { test } from "uvu";
import * as assert from "uvu/assert";
import { arraySpace } from "../../../src/array-space.ts";
import { NotCompilable } from "../../../src/engine/not-compilable.ts";
import type { Make } from "../../../src/engine/trace.ts";
import { compileWgsl } from "../../../src/engine/wgsl/compile-wgsl.ts";
import type { Ensemble } from "../../../src/space.ts";
import { normalStart } from "../../../src/start.ts";
import {
  type AnySolver,
  bind,
  everySolver,
  standardGrid,
  standardProblems,
} from "../../solvers/standard-problems.ts";
import { difference, first, reference, seed } from "../agree.ts";
import { runInPage, testOnGpu } from "./gpu-page.ts";

const makeOf =
  (solver: AnySolver): Make =>
  (space, noise) =>
    bind(solver, space as Ensemble<never>, standardProblems(space) as never, noise as never) as never;
const start = normalStart(arraySpace({ particles: 70, dimension: 2 }), 9n, 0.8);

for (const solver of everySolver.filter(({ couples }) => couples === undefined)) {
  testOnGpu(`${solver.name}: the array space's numbers, to 1e-6 a step`, async () => {
    const [make, grid] = [makeOf(solver), standardGrid(solver.kind)];
    const program = await compileWgsl(make, { dimension: 2, grid, times: [...grid] });
    const { frames } = await runInPage(program, { seed, start, first });
    const worst = difference(Float64Array.from(frames), await reference({ make, grid, start }));
    assert.ok(worst <= 1e-6 * (grid.length - 1), `off by ${worst}`);
    const shifted = standardGrid(solver.kind, 5).map((t) => 0.05 + 0.9 * t);
    const again = await compileWgsl(make, { dimension: 2, grid: shifted });
    assert.is(again.compiled, 0, "kernels for another grid");
  });
}

for (const solver of everySolver.filter(({ couples }) => couples === "batch")) {
  test(`${solver.name}: does not compile, and says why`, async () => {
    const grid = standardGrid(solver.kind);
    const error = await compileWgsl(makeOf(solver), { dimension: 2, grid }).catch((e: unknown) => e);
    assert.instance(error, NotCompilable);
    assert.match((error as Error).message, /looks across particles/);
  });
}

test.run();
