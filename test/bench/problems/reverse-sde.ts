import {
  arraySpace,
  diffusedScore,
  grids,
  normalStart,
  reverse,
  schedules,
  solvers,
} from "../../../src/index.ts";
import { swissRoll } from "../../../toy-distributions/index.ts";
import { type Problem, stepsFor } from "../problem.ts";
import { swissRollMoment } from "./swiss-roll-moment.ts";
import { swissRollSteps } from "./swiss-roll-steps.ts";

const { ve } = schedules;
const grid = (steps: number) => grids.uniform(1, 0, steps);

/** Euler and Maruyama's method from N(0, 50^2 I) to the data under `ve`; the score is a sum over 17 to 262 nodes. */
export const reverseSde: Problem = {
  name: "reverse-sde",
  title: "Reverse SDE, Swiss roll",
  dimension: 2,
  steps: stepsFor(5e6, 50, 200),
  grid,
  make: (space, noise) =>
    solvers.eulerMaruyama.bind(space, reverse(space, ve, diffusedScore(space, swissRoll, ve)), noise),
  start: (particles) => normalStart(arraySpace({ particles, dimension: 2 }), 7n, ve.prior),
  moment: () => swissRollMoment(ve.sigma(0), 0.1),
  data: (steps) => ({ prior: ve.prior, stages: swissRollSteps(grid(steps), ve) }),
};
