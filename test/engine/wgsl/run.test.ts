import { test } from "uvu";
import * as assert from "uvu/assert";
import { energyDensity } from "../../../src/energy.ts";
import { compileWgsl, type WgslProgram } from "../../../src/engine/wgsl/compile-wgsl.ts";
import { uniformGrid } from "../../../src/grids/uniform.ts";
import { diffusedScore } from "../../../src/problems/diffused-score.ts";
import { overdamped } from "../../../src/problems/overdamped.ts";
import { probabilityFlow } from "../../../src/problems/probability-flow.ts";
import { reverse } from "../../../src/problems/reverse.ts";
import { target } from "../../../src/problems/target.ts";
import { underdamped } from "../../../src/problems/underdamped.ts";
import { vp } from "../../../src/schedules/variance-preserving.ts";
import * as solvers from "../../../src/solvers/index.ts";
import { normalStart } from "../../../src/start.ts";
import { arraySpace } from "../../../src/array-space.ts";
import { eightGaussians, muellerBrown, swissRoll } from "../../../toy-distributions/index.ts";
import { type Case, difference, first, reference, seed } from "../agree.ts";
import { catches } from "../../support.ts";
import { runInPage, testOnGpu } from "./gpu-page.ts";

const start = (deviation: number, particles = 150) =>
  normalStart(arraySpace({ particles, dimension: 2 }), 3n, deviation);
const typed = await energyDensity("(x^2 - 1)^2 + y^2 / 2 + 0.3 * sin(3 x) * tanh(y) + log(1 + x^2)");
const score = "score";
const cases: Record<string, Omit<Case, "grid"> & { readonly grid: (steps: number) => Float64Array }> = {
  "Langevin on eight Gaussians": {
    make: (space, noise) =>
      solvers.eulerMaruyama.bind(space, overdamped(space, target(space, eightGaussians).score), noise),
    grid: (steps) => uniformGrid(0, 0.005 * steps, steps),
    start: start(4),
  },
  "BAOAB on Mueller-Brown": {
    make: (space, noise) =>
      solvers.baoab.bind(space, underdamped(target(space, muellerBrown).score, { friction: 2 }), noise),
    grid: (steps) => uniformGrid(0, 1e-4 * steps, steps),
    start: start(0.3),
  },
  "MALA on eight Gaussians": {
    make: (space, noise) => solvers.mala.bind(space, target(space, eightGaussians), noise),
    grid: (steps) => uniformGrid(0, 0.05 * steps, steps),
    start: start(4),
  },
  "reverse SDE on the Swiss roll": {
    make: (space, noise) =>
      solvers.eulerMaruyama.bind(space, reverse(space, vp, diffusedScore(space, swissRoll, vp)), noise),
    grid: (steps) => uniformGrid(1, 1 - steps * 0.00999, steps),
    start: start(1),
  },
  "probability flow on the Swiss roll": {
    make: (space, noise) =>
      solvers.heun.bind(space, probabilityFlow(space, vp, diffusedScore(space, swissRoll, vp)), noise),
    grid: (steps) => uniformGrid(1, 1 - steps * 0.00999, steps),
    start: start(1),
  },
  "Langevin on a typed energy": {
    make: (space, noise) =>
      solvers.eulerMaruyama.bind(space, overdamped(space, target(space, typed).score, 0.8), noise),
    grid: (steps) => uniformGrid(0, 0.01 * steps, steps),
    start: start(1),
  },
};
void score; void catches;
for (const [name, { grid: gridOf, ...run }] of Object.entries(cases)) {
  testOnGpu(`${name}: a hundred steps`, async () => {
    const grid = gridOf(100);
    const program = await compileWgsl(run.make, { dimension: 2, grid, times: [...grid] });
    const t0 = performance.now();
    const { frames } = await runInPage(program, { seed, start: run.start, first });
    const t1 = performance.now();
    const again = await runInPage(program, { seed, start: run.start, first });
    const t2 = performance.now();
    const expected = await reference({ ...run, grid });
    const n = run.start.length;
    const per = Array.from({ length: 101 }, (_, k) =>
      difference(Float64Array.from(frames.subarray(k * n, (k + 1) * n)), expected.subarray(k * n, (k + 1) * n)),
    );
    console.log(name, "tasks", program.tasks.length, "kernels", new Set(program.tasks.map((t) => t.code.text)).size, "ms", t1 - t0, t2 - t1, "1:", per[1], "10:", per[10], "100:", per[100]);
    assert.equal(again.frames, frames);
    assert.ok(per[100] < 1e-3);
  });
}
test.run();
export type { WgslProgram };
