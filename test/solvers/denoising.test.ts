import { test } from "uvu";
import { endLaw, type Law } from "../../sims/check/measure/end-law.ts";
import { gaussianData } from "../../sims/check/measure/gaussian-data.ts";
import { prescribedNoise } from "../../sims/check/measure/prescribed-noise.ts";
import { arraySpace } from "../../src/array-space.ts";
import { geometricGrid } from "../../src/grids/geometric.ts";
import { extendGrid, noiseGrid } from "../../src/grids/grid.ts";
import { uniformGrid } from "../../src/grids/uniform.ts";
import { integrate } from "../../src/integrate.ts";
import type { Noise } from "../../src/noise/noise.ts";
import { denoisingFromScore } from "../../src/problems/denoising.ts";
import { edm } from "../../src/schedules/edm.ts";
import * as schedules from "../../src/schedules/index.ts";
import type { Schedule } from "../../src/schedules/schedule.ts";
import type { Process, Settings, Solver } from "../../src/solver.ts";
import { ddim } from "../../src/solvers/ddim.ts";
import { ddpm } from "../../src/solvers/ddpm.ts";
import { dpmSolver2M } from "../../src/solvers/dpm-solver-2m.ts";
import { dpmSolver2MSde } from "../../src/solvers/dpm-solver-2m-sde.ts";
import { dpmSolver2S } from "../../src/solvers/dpm-solver-2s.ts";
import { dpmSolver3M } from "../../src/solvers/dpm-solver-3m.ts";
import { edmHeun } from "../../src/solvers/edm-heun.ts";
import { catches, near } from "../support.ts";

type Arrays = Float64Array;
type Denoiser = Pick<Solver<"denoising">, "bind">;
const data = gaussianData({ m: 1, s: 0.5 });
const one = arraySpace({ particles: 1, dimension: 1 });
const drawn = prescribedNoise({ normal: ({ k }, draw) => Math.sin(5 * k + draw + 1) });

function walk(process: Process<Arrays>, x: number, grid: Arrays): number {
  let result = x;
  for (const { state } of integrate(one, process, Float64Array.of(x), grid)) result = state.position[0];
  return result;
}
const bind = (solver: Denoiser, schedule: Schedule, settings: Settings = {}, noise = drawn) =>
  solver.bind(one, denoisingFromScore(one, schedule, data.score(one, schedule)), noise, settings);

const methods: readonly (readonly [name: string, Denoiser, Settings])[] = [
  ["ddpm", ddpm, {}],
  ["ddim", ddim, {}],
  ["ddim, eta = 0.7", ddim, { eta: 0.7 }],
  ["dpm-solver-2s", dpmSolver2S, {}],
  ["dpm-solver-2m", dpmSolver2M, {}],
  ["dpm-solver-2m-sde", dpmSolver2MSde, {}],
  ["dpm-solver-3m", dpmSolver3M, {}],
  ["edm-heun", edmHeun, {}],
  ["edm-heun, churn = 0.2", edmHeun, { churn: 0.2, inflation: 1.1, lowest: 0.3, highest: 2 }],
];

/** x / alpha at the end, from y at the first of the ratios sigma / alpha. */
function endOf(solver: Denoiser, settings: Settings, schedule: Schedule, ratios: Arrays): number {
  const grid = noiseGrid(schedule, ratios);
  const [from, to] = [grid[0], grid[grid.length - 1]];
  return walk(bind(solver, schedule, settings), 2.2 * schedule.alpha(from), grid) / schedule.alpha(to);
}
const ratios = geometricGrid(4, 0.1, 9);
for (const [name, solver, settings] of methods) {
  test(`${name}: y = x / alpha depends on the noise level sigma / alpha alone, under every schedule`, () => {
    const expected = endOf(solver, settings, edm, ratios);
    for (const schedule of Object.values(schedules)) {
      near(endOf(solver, settings, schedule, ratios), expected, 1e-9, schedule.name);
    }
  });
  test(`${name}: a last step to sigma = 0 is the denoiser's value`, () => {
    const x = walk(bind(solver, edm, settings), 2.2, ratios);
    near(walk(bind(solver, edm, settings), 2.2, extendGrid(ratios, 0)), bindDenoiser(edm)(0.1, x), 1e-12);
  });
}
const bindDenoiser = (schedule: Schedule) => {
  const { denoiser } = denoisingFromScore(one, schedule, data.score(one, schedule));
  return (t: number, x: number) => denoiser(t, Float64Array.of(x), one.scratch())[0];
};
test("a denoiser's factor that is forgotten is caught", () => {
  const halved = { ...schedules.vp, alpha: (t: number) => schedules.vp.alpha(t) / 2 };
  catches("half of alpha", () =>
    near(endOf(ddim, {}, { ...halved, time: schedules.vp.time }, ratios), endOf(ddim, {}, edm, ratios), 1e-9),
  );
});

/** Algorithm 2 of arXiv:2206.00364 with alpha = 1, sigma = t, in the paper's letters. */
function algorithm2(
  t: Arrays,
  x: number,
  S: { churn: number; noise: number; min: number; max: number },
): number {
  const D = (s: number, y: number) => bindDenoiser(edm)(s, y);
  for (let i = 0; i + 1 < t.length; i++) {
    const gamma = t[i] >= S.min && t[i] <= S.max ? Math.min(S.churn / (t.length - 1), Math.SQRT2 - 1) : 0;
    const eps = S.noise * Math.sin(5 * i + 1);
    const hat = t[i] + gamma * t[i];
    const raised = x + Math.sqrt(hat ** 2 - t[i] ** 2) * eps;
    const d = (raised - D(hat, raised)) / hat;
    x = raised + (t[i + 1] - hat) * d;
    if (t[i + 1] === 0) continue;
    const slope = (x - D(t[i + 1], x)) / t[i + 1];
    x = raised + (t[i + 1] - hat) * (d / 2 + slope / 2);
  }
  return x;
}
test("edm-heun is the published Algorithm 2, with churn inside its window and none outside", () => {
  const t = extendGrid(geometricGrid(20, 0.05, 11), 0);
  const n = t.length - 1;
  const S = { churn: 3, noise: 1.007, min: 0.1, max: 10 };
  const settings = { churn: S.churn / n, inflation: S.noise, lowest: S.min, highest: S.max };
  const end = walk(bind(edmHeun, edm, settings), 17, t);
  near(end, algorithm2(t, 17, S), 1e-12);
  const law = (change: Partial<typeof S>) => near(end, algorithm2(t, 17, { ...S, ...change }), 1e-12);
  catches("no churn", () => law({ churn: 0 }));
  catches("noise without its inflation", () => law({ noise: 1 }));
  catches("churn below S_min", () => law({ min: 0 }));
  catches("churn above S_max", () => law({ max: 100 }));
});

/** By how much mean and variance at the end are off the law of the data, in units of its deviation, from that at the start. */
function lawError(
  solver: Denoiser,
  settings: (n: number) => Settings,
  schedule: Schedule,
  n: number,
): number {
  const grid = noiseGrid(schedule, geometricGrid(4, 0.1, n));
  const [from, to] = [grid[0], grid[n]];
  const at = (t: number): Law => ({ mean: data.mean(schedule, t), variance: data.variance(schedule, t) });
  const make = (space: typeof one, noise: Noise<Arrays>) =>
    solver.bind(space, denoisingFromScore(space, schedule, data.score(space, schedule)), noise, settings(n));
  const law = endLaw(make, grid, at(from));
  near(law.mean, at(to).mean, 1e-9, "the mean stays on its path");
  return Math.abs(law.variance - at(to).variance) / at(to).variance;
}
const lawOrder = (solver: Denoiser, settings: (n: number) => Settings, schedule: Schedule, n = 100): number =>
  Math.log2(lawError(solver, settings, schedule, n) / lawError(solver, settings, schedule, 2 * n));

for (const schedule of [schedules.ve, schedules.vp, schedules.subVp]) {
  test(`the law of the data is reached under ${schedule.name}: 2M SDE with weak order 2, EDM's churn too`, () => {
    near(
      lawOrder(dpmSolver2MSde, () => ({}), schedule),
      2,
      0.1,
    );
    near(
      lawOrder(edmHeun, (n) => ({ churn: 3 / n }), schedule),
      2,
      0.1,
    );
    catches("history dropped", () => {
      const forgetful: Denoiser = {
        bind(space, problem, noise) {
          const p = dpmSolver2MSde.bind(space, problem, noise);
          return { start: p.start, step: (state, at) => p.step(state, at.k === 0 ? at : { ...at, k: 0 }) };
        },
      };
      near(
        lawOrder(forgetful, () => ({}), schedule),
        2,
        0.1,
      );
    });
  });
}

test("3M integrates a denoiser that is quadratic in lambda exactly", () => {
  const l = Math.log(2);
  const grid = Float64Array.of(8, 4, 2, 1);
  // integrals of e^lambda lambda^n from -log 2 to 0
  for (const [n, integral] of [1 / 2, (l - 1) / 2, 1 - l - (l * l) / 2].entries()) {
    const problem = {
      schedule: edm,
      denoiser: (t: number, _: Arrays, out: Arrays) => out.fill((-Math.log(t)) ** n),
      score: (_: number, x: Arrays) => one.copy(x),
    };
    const [before, after] = [grid.subarray(0, 3), grid].map((g) =>
      walk(dpmSolver3M.bind(one, problem, drawn), 3, g),
    );
    near(after, before / 2 + integral, 1e-13, `power ${n}`);
  }
});

test("3M with the quadratic term of the widely copied code is of order 2, with twice that of order 3", () => {
  const { alpha, sigma } = schedules.vp;
  const lambda = (t: number) => Math.log(alpha(t) / sigma(t));
  const [from, to] = [0.2, 0.05];
  const x0 = data.mean(schedules.vp, from) + 0.7 * Math.sqrt(data.variance(schedules.vp, from));
  const exact = (t: number) => data.flow(schedules.vp, x0, from, t);
  const D = bindDenoiser(schedules.vp);
  /** In the code's letters, from exact starting values. */
  const error = (factor: number, n: number) => {
    const t = uniformGrid(from, to, n);
    let x = exact(t[2]);
    const m = [D(t[0], exact(t[0])), D(t[1], exact(t[1]))];
    for (let i = 2; i < n; i++) {
      m[i] = D(t[i], x);
      const h = lambda(t[i + 1]) - lambda(t[i]);
      const r0 = (lambda(t[i]) - lambda(t[i - 1])) / h;
      const r1 = (lambda(t[i - 1]) - lambda(t[i - 2])) / h;
      const [d0, d1] = [(m[i] - m[i - 1]) / r0, (m[i - 1] - m[i - 2]) / r1];
      const [D1, D2] = [d0 + (r0 / (r0 + r1)) * (d0 - d1), (d0 - d1) / (r0 + r1)];
      const phi1 = Math.expm1(-h);
      const phi2 = phi1 / h + 1;
      const phi3 = phi2 / h - 1 / 2;
      x =
        (sigma(t[i + 1]) / sigma(t[i])) * x -
        alpha(t[i + 1]) * (phi1 * m[i] - phi2 * D1 + factor * phi3 * D2);
    }
    return Math.abs(x - exact(to));
  };
  const order = (factor: number) => Math.log2(error(factor, 200) / error(factor, 400));
  near(order(1), 2, 0.1);
  near(order(2), 3, 0.1);
  catches("the copied coefficient", () => near(order(1), 3, 0.1));
});

test.run();
