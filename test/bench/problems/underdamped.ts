import {
  arraySpace,
  grids,
  underdamped as kinetic,
  normalStart,
  solvers,
  target,
} from "../../../src/index.ts";
import { muellerBrown } from "../../../toy-distributions/index.ts";
import { type Problem, stepsFor } from "../problem.ts";

const h = 0.01;
/** The deepest minimum. */
const at = [-0.5582, 1.4417];

/** BAOAB on the Mueller-Brown surface at T = 15, h = 0.01, friction 1, from around the deepest minimum. */
export const underdamped: Problem = {
  name: "underdamped",
  title: "BAOAB, Mueller-Brown",
  dimension: 2,
  steps: stepsFor(2e7, 20, 4000),
  grid: (steps) => grids.uniform(0, steps * h, steps),
  make: (space, noise) => solvers.baoab.bind(space, kinetic(target(space, muellerBrown).score), noise),
  start: (particles) =>
    normalStart(arraySpace({ particles, dimension: 2 }), 7n, 0.1).map((z, i) => at[i % 2] + z),
};
