import { test } from "uvu";
import * as assert from "uvu/assert";
import { gaussianData } from "../../sims/check/measure/gaussian-data.ts";
import { prescribedNoise } from "../../sims/check/measure/prescribed-noise.ts";
import { arraySpace } from "../../src/array-space.ts";
import { uniformGrid } from "../../src/grids/uniform.ts";
import { integrate } from "../../src/integrate.ts";
import { denoisingFromScore } from "../../src/problems/denoising.ts";
import { probabilityFlow } from "../../src/problems/probability-flow.ts";
import { edm } from "../../src/schedules/edm.ts";
import { vp } from "../../src/schedules/variance-preserving.ts";
import type { Process } from "../../src/solver.ts";
import { dpmSolver2M } from "../../src/solvers/dpm-solver-2m.ts";
import { near } from "../support.ts";
import { bind, everySolver, standardProblems } from "./standard-problems.ts";

type Arrays = Float64Array;
const data = gaussianData({ m: 1, s: 0.5 });
const space = arraySpace({ particles: 1, dimension: 1 });
function end(process: Process<Arrays>, x: number, grid: Arrays): number {
  let result = x;
  for (const { state } of integrate(space, process, Float64Array.of(x), grid)) result = state.position[0];
  return result;
}

test("dpm-solver-2m: a last step to sigma = 0 is the denoiser's value, one to sigma > 0 is of second order", () => {
  const problem = denoisingFromScore(space, edm, data.score(space, edm));
  const p = dpmSolver2M.bind(space, problem, prescribedNoise({}));
  const before = end(p, 3, Float64Array.of(2, 1, 0.5));
  const D = problem.denoiser(0.5, Float64Array.of(before), space.scratch())[0];
  near(end(p, 3, Float64Array.of(2, 1, 0.5, 0)), D, 1e-14);
  const forgotten = end(p, end(p, 3, Float64Array.of(2, 1)), Float64Array.of(1, 0.5));
  assert.ok(Math.abs(before - forgotten) > 1e-3, "history counts in the last step too");
});

test("a grid that meets no interval of an adaptive method's own steps changes nothing but rounding", () => {
  const [adaptive] = everySolver.filter(({ name }) => name === "dormand-prince");
  const { drift } = probabilityFlow(space, vp, data.score(space, vp));
  const tight = { rtol: 1e-11, atol: 1e-12 };
  const p = () =>
    bind(adaptive, space, { ...standardProblems(space), ode: { drift } }, prescribedNoise({}), tight);
  const exact = data.flow(vp, 0.4, 1, 0.001);
  for (const n of [1, 7, 40]) near(end(p(), 0.4, uniformGrid(1, 0.001, n)), exact, 1e-10);
});

test.run();
