import { test } from "uvu";
import * as assert from "uvu/assert";
import { arraySpace } from "../../src/array-space.ts";
import type { DiffusedDensity } from "../../src/density.ts";
import { energyDensity } from "../../src/energy.ts";
import { compileRun } from "../../src/engine/compile-run.ts";
import type { Make } from "../../src/engine/trace.ts";
import { formula, parseFormula } from "../../src/formula/index.ts";
import { geometricGrid } from "../../src/grids/geometric.ts";
import { uniformGrid } from "../../src/grids/uniform.ts";
import { diffused } from "../../src/problems/denoising.ts";
import { diffusedScore } from "../../src/problems/diffused-score.ts";
import { overdamped } from "../../src/problems/overdamped.ts";
import { probabilityFlow } from "../../src/problems/probability-flow.ts";
import { reverse } from "../../src/problems/reverse.ts";
import { sde } from "../../src/problems/sde.ts";
import { target } from "../../src/problems/target.ts";
import { underdamped } from "../../src/problems/underdamped.ts";
import { varianceExploding } from "../../src/schedules/variance-exploding.ts";
import { vp } from "../../src/schedules/variance-preserving.ts";
import * as solvers from "../../src/solvers/index.ts";
import { normalStart } from "../../src/start.ts";
import {
  eightGaussians,
  muellerBrown,
  swissRoll,
  twentyFiveGaussians,
} from "../../toy-distributions/index.ts";
import { agrees, type Case, engines } from "./agree.ts";

const start = (deviation: number, particles = 9) =>
  normalStart(arraySpace({ particles, dimension: 2 }), 3n, deviation);
const cases: Record<string, Case> = {};
const [short, falling] = [uniformGrid(0, 0.06, 12), uniformGrid(1, 1e-3, 12)];

const typed = await energyDensity("(x^2 - 1)^2 + y^2 / 2 + 0.3 * sin(3 x) * tanh(y) + log(1 + x^2)");
for (const [density, h, wide] of [
  [eightGaussians, 0.005, 4],
  [muellerBrown, 1e-4, 0.3],
  [typed, 0.01, 1],
] as const) {
  const run = (name: string, make: Make) => {
    cases[`${name}, ${density.name}`] = { make, grid: uniformGrid(0, 12 * h, 12), start: start(wide) };
  };
  run("overdamped", (space, noise) =>
    solvers.eulerMaruyama.bind(space, overdamped(space, target(space, density).score, 0.8), noise),
  );
  run("underdamped", (space, noise) =>
    solvers.baoab.bind(space, underdamped(target(space, density).score, { friction: 2 }), noise),
  );
  run("MALA", (space, noise) => solvers.mala.bind(space, target(space, density), noise));
  run("HMC", (space, noise) => solvers.hmc.bind(space, target(space, density), noise, { leaps: 6 }));
}

const ve = varianceExploding({ min: 0.05, max: 5 });
const denoise = (density: DiffusedDensity) => {
  const run = (name: string, make: Make, grid = falling, wide = 1) => {
    cases[`${name}, ${density.name}`] = { make, grid, start: start(wide) };
  };
  run("reverse SDE", (space, noise) =>
    solvers.eulerMaruyama.bind(space, reverse(space, vp, diffusedScore(space, density, vp)), noise),
  );
  run("reverse SDE, exponential", (space, noise) =>
    solvers.exponentialEuler.bind(space, reverse(space, vp, diffusedScore(space, density, vp)), noise),
  );
  run("probability flow", (space, noise) =>
    solvers.rk4.bind(space, probabilityFlow(space, vp, diffusedScore(space, density, vp)), noise),
  );
  run(
    "annealed Langevin",
    (space, noise) =>
      solvers.annealedLangevin.bind(space, diffused(space, ve, density), noise, { corrections: 20 }),
    uniformGrid(1, 0, 4),
    5,
  );
  for (const solver of Object.values(solvers)) {
    if (solver.couples !== undefined || solver === solvers.annealedLangevin) continue;
    if (solver.kind === "denoising" || solver.kind === "diffused") {
      run(solver.name, (space, noise) => solver.bind(space, diffused(space, vp, density), noise));
    }
  }
};
denoise(eightGaussians);
denoise(twentyFiveGaussians);
denoise(swissRoll);

const [drift, noise] = [
  ["y - x^3", "-x - y / 2 + erf(x * y)"],
  ["0.3 + x^2 / 10", "0", "sin(y)", "0.5 + abs(x) / 4"],
].map((texts) => Promise.all(texts.map((text) => parseFormula(text, { dimension: 2 }))));
const outputs = async (fs: typeof drift) =>
  formula({ inputs: 1, outputs: (await fs).map((f) => f.outputs[0]) });
const typedSde = { drift: await outputs(drift), diffusion: await outputs(noise), calculus: "ito" } as const;
cases["SDE of typed formulas"] = {
  make: (space, w) => solvers.stochasticHeun.bind(space, sde(space, typedSde), w),
  grid: short,
  start: start(1),
};

for (const [name, run] of Object.entries(cases)) {
  test(`${name}: all engines agree with the array space`, async () => {
    for (const engine of engines) await agrees(run, engine);
  });
}

test("the levels of a curve share one kernel", async () => {
  const { make } = cases["reverse SDE, swiss-roll"];
  const grid = uniformGrid(0.9, 0.01, 60);
  const { tasks, compiled } = await compileRun(make, { engine: "simd32", dimension: 2, grid });
  assert.ok(tasks.length > 5, "several numbers of nodes");
  assert.is(compiled, 0);
  const geometric = await compileRun(make, {
    engine: "simd32",
    dimension: 2,
    grid: geometricGrid(1, 1e-3, 40),
  });
  assert.is(geometric.compiled, 0);
});

test.run();
