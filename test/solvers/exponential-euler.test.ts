import { test } from "uvu";
import * as assert from "uvu/assert";
import { gaussianData } from "../../sims/check/measure/gaussian-data.ts";
import { prescribedNoise } from "../../sims/check/measure/prescribed-noise.ts";
import { arraySpace } from "../../src/array-space.ts";
import { uniformGrid } from "../../src/grids/uniform.ts";
import { integrate } from "../../src/integrate.ts";
import { forward } from "../../src/problems/forward.ts";
import type { Problems } from "../../src/problems/problem.ts";
import { reverse } from "../../src/problems/reverse.ts";
import { semilinear } from "../../src/problems/semilinear.ts";
import { ornsteinUhlenbeckSchedule } from "../../src/schedules/ornstein-uhlenbeck.ts";
import type { Schedule } from "../../src/schedules/schedule.ts";
import { varianceExploding } from "../../src/schedules/variance-exploding.ts";
import { vp } from "../../src/schedules/variance-preserving.ts";
import { eulerMaruyama } from "../../src/solvers/euler-maruyama.ts";
import { exponentialEuler } from "../../src/solvers/exponential-euler.ts";
import type { Ensemble } from "../../src/space.ts";
import { catches, near } from "../support.ts";

type Arrays = Float64Array;
type Semilinear = Problems<Arrays>["semilinear"];
type Solver = Pick<typeof exponentialEuler, "bind">;

interface Law {
  readonly mean: number;
  readonly variance: number;
}
/**
 * The exact law at the grid's end, without sampling, as the problem is linear: particle 0 carries the mean, particle 1 a
 * unit more at the start, and each other one a unit of noise in its own step.
 */
function lawOf(make: (space: Ensemble<Arrays>) => Semilinear, grid: Arrays, start: Law, solver: Solver): Law {
  const N = grid.length - 1;
  const space = arraySpace({ particles: N + 2, dimension: 1 });
  const x = new Float64Array(N + 2).fill(start.mean);
  x[1] += 1;
  const impulse = prescribedNoise({ increment: ({ k }) => x.map((_, i) => (i === k + 2 ? 1 : 0)) });
  let end: Arrays = x;
  for (const { state } of integrate(space, solver.bind(space, make(space), impulse), x.slice(), grid))
    end = state.position;
  const [mean, ...others] = end;
  const [stretch, ...answers] = others.map((v) => v - mean);
  const variance = answers.reduce(
    (sum, r, k) => sum + r * r * Math.abs(grid[k + 1] - grid[k]),
    stretch ** 2 * start.variance,
  );
  return { mean, variance };
}

/** From the law at one time to that at another: a = alpha(t1) / alpha(t0), variance sigma(t1)^2 - a^2 sigma(t0)^2. */
function isExact(schedule: Schedule, grid: Arrays, solver: Solver): void {
  const [t0, t1] = [grid[0], grid[grid.length - 1]];
  const start = { mean: 1.3, variance: 0.2 };
  const { mean, variance } = lawOf((space) => forward(space, schedule), grid, start, solver);
  const a = schedule.alpha(t1) / schedule.alpha(t0);
  const exact = schedule.sigma(t1) ** 2 - (a * schedule.sigma(t0)) ** 2 + a ** 2 * start.variance;
  near(mean, a * start.mean, 1e-12);
  near(variance, exact, 1e-12 * exact);
}
const schedules = [vp, varianceExploding({ min: 0.1, max: 5 }), ornsteinUhlenbeckSchedule({ theta: 1.3 })];
for (const schedule of schedules) {
  test(`${schedule.name}: a linear process has its exact mean and variance on any grid`, () => {
    for (const grid of [Float64Array.of(0.05, 0.9), Float64Array.of(0.05, 0.06, 0.5, 0.9)]) {
      isExact(schedule, grid, exponentialEuler);
      catches("the noise of the step's start", () => isExact(schedule, grid, eulerMaruyama));
    }
  });
}

const [rate, g] = [-1.3, 0.7];
/** Half of -1.3 X is treated as the remainder, or all or none of it. */
const split = (share: number) => (space: Ensemble<Arrays>) =>
  semilinear(space, {
    rate: () => (1 - share) * rate,
    weight: () => share * rate,
    remainder: (_, x, out) => space.combine(out, [1, x]),
    diffusion: () => g,
  });
test("without a linear part it is Euler-Maruyama; with some the remainder enters as (A - 1) / a", () => {
  const [grid, start] = [uniformGrid(0, 2, 7), { mean: 1, variance: 0.3 }];
  const [all, euler] = [exponentialEuler, eulerMaruyama].map((s) => lawOf(split(1), grid, start, s));
  near(all.mean, euler.mean, 1e-15);
  near(all.variance, euler.variance, 1e-15);
  const a = rate / 2;
  const step = Math.exp((a * 2) / 7) + Math.expm1((a * 2) / 7);
  near(lawOf(split(0.5), grid, start, exponentialEuler).mean, step ** 7, 1e-14);
});

test("a stiff linear part does not bound the step", () => {
  const stiff = (space: Ensemble<Arrays>) =>
    semilinear(space, {
      rate: () => -1e4,
      weight: () => 1,
      remainder: (_, _x, out) => out.fill(3),
      diffusion: () => 1,
    });
  const [grid, start] = [uniformGrid(0, 1, 10), { mean: 1, variance: 1 }];
  const { mean, variance } = lawOf(stiff, grid, start, exponentialEuler);
  near(mean, 3e-4, 1e-12);
  near(variance, 0.5e-4, 1e-12);
  assert.ok(lawOf(stiff, grid, start, eulerMaruyama).variance > 1e30);
});

test("it runs the reverse SDE too: the data's mean exactly, as the score is 0 there, its variance to order 1", () => {
  const data = gaussianData({ m: 1, s: 0.5 });
  const at = (t: number): Law => ({ mean: data.mean(vp, t), variance: data.variance(vp, t) });
  const make = (space: Ensemble<Arrays>) => reverse(space, vp, data.score(space, vp));
  const error = (N: number): number => {
    const { mean, variance } = lawOf(make, uniformGrid(1, 0.1, N), at(1), exponentialEuler);
    near(mean, at(0.1).mean, 1e-13);
    return variance - at(0.1).variance;
  };
  near(Math.log2(error(200) / error(400)), 1, 0.05);
  assert.ok(error(400) > 0 && error(400) < 5e-3);
});

test.run();
