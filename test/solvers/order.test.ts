import { test } from "uvu";
import * as assert from "uvu/assert";
import { arraySpace } from "../../src/array-space.ts";
import { uniformGrid } from "../../src/grids/uniform.ts";
import { integrate } from "../../src/integrate.ts";
import { additive } from "../../src/problems/additive.ts";
import { denoisingFromScore } from "../../src/problems/denoising.ts";
import { probabilityFlow } from "../../src/problems/probability-flow.ts";
import type { Field } from "../../src/problems/problem.ts";
import { reverse } from "../../src/problems/reverse.ts";
import { edm } from "../../src/schedules/edm.ts";
import type { Schedule } from "../../src/schedules/schedule.ts";
import { ve } from "../../src/schedules/variance-exploding.ts";
import { vp } from "../../src/schedules/variance-preserving.ts";
import type { Process } from "../../src/solver.ts";
import { dpmSolver2M } from "../../src/solvers/dpm-solver-2m.ts";
import { heun } from "../../src/solvers/heun.ts";
import { gaussianData } from "../gaussian-data.ts";
import { prescribedNoise } from "../prescribed-noise.ts";
import { catches, near } from "../support.ts";
import { type AnySolver, bind, everySolver, standardProblems } from "./standard-problems.ts";

type Arrays = Float64Array;
const data = gaussianData({ m: 1, s: 0.5 });
const space = arraySpace({ particles: 1, dimension: 1 });
/** An adaptive method takes every step when its tolerance is large. */
const settingsOf = (solver: AnySolver) => (solver.settings?.rtol ? { rtol: 1e6, atol: 1e6 } : {});

function end(process: Process<Arrays>, x: number, grid: Arrays): number {
  let result = x;
  for (const { state } of integrate(space, process, Float64Array.of(x), grid)) result = state.position[0];
  return result;
}

type Bound = (schedule: Schedule) => Process<Arrays>;
/** A solver on the flow's drift or on the flow's denoiser, and nothing else. */
const bound =
  (solver: AnySolver): Bound =>
  (schedule) => {
    const score = data.score(space, schedule);
    const { drift } = probabilityFlow(space, schedule, score);
    const noiseless = { drift, product: (_: number, _x: Arrays, _w: Arrays, out: Arrays) => out.fill(0) };
    const silent = additive(space, { drift, diffusion: () => 0 });
    const problems = {
      ...standardProblems(space),
      ode: { drift },
      general: noiseless,
      stratonovich: silent,
      commutative: silent,
      additive: silent,
      semilinear: reverse(space, schedule, score, 0),
      denoising: denoisingFromScore(space, schedule, score),
    };
    return bind(solver, space, problems, prescribedNoise({}), settingsOf(solver));
  };

/** The error at the end of the probability flow of Gaussian data in n steps. */
function flowError(
  make: Bound,
  schedule: Schedule,
  [from, to]: readonly [number, number],
  n: number,
): number {
  const x = data.mean(schedule, from) + 0.7 * Math.sqrt(data.variance(schedule, from));
  const exact = data.flow(schedule, x, from, to);
  return Math.abs(end(make(schedule), x, uniformGrid(from, to, n)) - exact);
}

const flows: [Schedule, readonly [number, number]][] = [
  [ve, [0.9, 0.2]],
  [vp, [0.5, 0.05]],
];
function hasOrder(make: Bound, order: number): void {
  // enough steps to be asymptotic, few enough to stay above rounding
  const n = order < 3 ? 200 : order < 4 ? 600 : 50;
  for (const [schedule, times] of flows) {
    const [coarse, fine] = [n, 2 * n].map((steps) => flowError(make, schedule, times, steps));
    near(Math.log2(coarse / fine), order, 0.1, `order under ${schedule.name} (errors ${coarse}, ${fine})`);
  }
}

for (const solver of everySolver) {
  const { order } = solver;
  if (order === undefined || solver.kind === "kinetic" || solver.kind === "target") continue;
  test(`${solver.name}: order ${order} on the exact probability flow of Gaussian data, VE and VP`, () => {
    hasOrder(bound(solver), order);
  });
}

test("a method of another order, and a time off by one, are caught", () => {
  const flow = (schedule: Schedule) => probabilityFlow(space, schedule, data.score(space, schedule));
  catches("the second stage at the first one's time", () => {
    const late: Bound = (schedule) => {
      const drift = flow(schedule).drift;
      let time = 0;
      let stage = 0;
      const bug: Field<Arrays> = (t, x, out) => {
        if (stage++ % 2 === 0) time = t;
        return drift(time, x, out);
      };
      return heun.bind(space, { drift: bug }, prescribedNoise({}));
    };
    hasOrder(late, 2);
  });
  catches("the wrong sign of the score", () =>
    hasOrder((schedule) => {
      const score = data.score(space, schedule);
      const minus: Field<Arrays> = (t, x, out) => space.combine(out, [-1, score(t, x, out)]);
      return heun.bind(space, probabilityFlow(space, schedule, minus), prescribedNoise({}));
    }, 2),
  );
  catches("a multistep method without its history", () => {
    const forgetful: Bound = (schedule) => {
      const p = bound(dpmSolver2M as AnySolver)(schedule);
      return { start: p.start, step: (state, at) => p.step(state, { ...at, k: 0 }) };
    };
    hasOrder(forgetful, 2);
  });
});

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
