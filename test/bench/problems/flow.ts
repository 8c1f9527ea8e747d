import {
  arraySpace,
  diffusedScore,
  grids,
  normalStart,
  probabilityFlow,
  schedules,
  solvers,
} from "../../../src/index.ts";
import { swissRoll } from "../../../toy-distributions/index.ts";
import { type Problem, stepsFor } from "../problem.ts";
import { swissRollMoment } from "./swiss-roll-moment.ts";

const { ve } = schedules;

/** Heun's method from N(0, 50^2 I) to the data under `ve`: two scores a step. */
export const flow: Problem = {
  name: "flow",
  title: "Probability flow, Swiss roll",
  dimension: 2,
  steps: stepsFor(5e6, 50, 200),
  grid: (steps) => grids.uniform(1, 0, steps),
  make: (space, noise) =>
    solvers.heun.bind(space, probabilityFlow(space, ve, diffusedScore(space, swissRoll, ve)), noise),
  start: (particles) => normalStart(arraySpace({ particles, dimension: 2 }), 7n, ve.prior),
  moment: () => swissRollMoment(ve.sigma(0), 0.1),
};
