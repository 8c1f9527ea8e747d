import {
  arraySpace,
  type Ensemble,
  grids,
  integrate,
  noiseGrid,
  probabilityFlow,
  reverse,
  type Schedule,
  solvers,
} from "../../../src/index.ts";
import { endLaw } from "./end-law.ts";
import { gaussianData } from "./gaussian-data.ts";
import { prescribedNoise } from "./prescribed-noise.ts";

const data = gaussianData();
/** The noise-to-signal ratio at which the runs end. */
const last = 0.05;
const steps = 1000;

/** Levels at equal ratios from the end of the schedule, which stays above 1e4 only where the schedule does. */
function gridOf(schedule: Schedule, count: number): Float64Array {
  const { alpha, sigma, end } = schedule;
  const most = Math.min(sigma(end) / alpha(end), 1e3);
  return noiseGrid(schedule, grids.geometric(most, last, count));
}

/** The larger of the errors of mean and standard deviation at the end, in units of the law's standard deviation. */
const errorOf = (schedule: Schedule, t: number, mean: number, variance: number): number => {
  const exact = Math.sqrt(data.variance(schedule, t));
  return Math.max(Math.abs(mean - data.mean(schedule, t)), Math.abs(Math.sqrt(variance) - exact)) / exact;
};

/** The reverse SDE from the exact law by Euler-Maruyama, whose own mean and variance are computed. */
export function reverseMarginals(schedule: Schedule): number {
  const grid = gridOf(schedule, steps);
  const [from, to] = [grid[0], grid[steps]];
  const { mean, variance } = endLaw(
    (space, noise) =>
      solvers.eulerMaruyama.bind(space, reverse(space, schedule, data.score(space, schedule)), noise),
    grid,
    { mean: data.mean(schedule, from), variance: data.variance(schedule, from) },
  );
  return errorOf(schedule, to, mean, variance);
}

/** The probability flow of the mean and of a point one standard deviation off, by the classical Runge-Kutta method. */
export function flowMarginals(schedule: Schedule): number {
  const space: Ensemble<Float64Array> = arraySpace({ particles: 2, dimension: 1 });
  const grid = gridOf(schedule, steps);
  const [from, to] = [grid[0], grid[steps]];
  const mean = data.mean(schedule, from);
  const start = Float64Array.of(mean, mean + Math.sqrt(data.variance(schedule, from)));
  const flow = probabilityFlow(space, schedule, data.score(space, schedule));
  let end = start;
  for (const { state } of integrate(space, solvers.rk4.bind(space, flow, prescribedNoise({})), start, grid)) {
    end = state.position as typeof start;
  }
  return errorOf(schedule, to, end[0], (end[1] - end[0]) ** 2);
}
