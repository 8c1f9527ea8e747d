import { denoisingFromScore, grids, schedules } from "../../../src/index.ts";
import { type AnySolver, bound } from "./bound.ts";
import { endLaw, type Law } from "./end-law.ts";
import { gaussianData } from "./gaussian-data.ts";
import type { Make } from "./impulses.ts";
import { slope } from "./slope.ts";

const data = gaussianData();
const spans = { ve: [0.9, 0.2], vp: [0.5, 0.05] } as const;
/** Below this an error is rounding. */
const rounding = 1e-12;

/** The weak order of mean and variance of a stochastic sampler on Gaussian data, from the exact law: the lowest. */
export function reverseWeakOrder(solver: AnySolver, name: keyof typeof spans): number {
  const schedule = schedules[name];
  const [from, to] = spans[name];
  const make: Make = (space, noise) =>
    bound(
      solver,
      space,
      { denoising: denoisingFromScore(space, schedule, data.score(space, schedule)) },
      noise,
    );
  const law = (t: number): Law => ({ mean: data.mean(schedule, t), variance: data.variance(schedule, t) });
  const run = (steps: number) => endLaw(make, grids.uniform(from, to, steps), law(from));
  const errors = (["mean", "variance"] as const).map(
    (moment) => (steps: number) => run(steps)[moment] - law(to)[moment],
  );
  const orders = errors.filter((error) => Math.abs(error(200)) > rounding).map((error) => slope(error, 200));
  return Math.min(...orders);
}
