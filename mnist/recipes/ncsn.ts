import { integer } from "../../src/check.ts";
import { extendGrid } from "../../src/grids/grid.ts";
import { uniformGrid } from "../../src/grids/uniform.ts";
import { varianceExploding } from "../../src/schedules/variance-exploding.ts";
import type { Recipe } from "./recipe.ts";
import { ve } from "./ve.ts";

const levels = 10;

/**
 * Noise-conditional score network: L = 10 geometric levels, sigma(t) = 0.01 100^t at t = 1, 8/9, ..., 0, pixels of 0 to 1, the loss
 * sigma^2 |s(x, sigma) + (x - x_0) / sigma^2|^2 = |sigma s + z|^2. Annealed Langevin dynamics from U[0, 1], 100 steps a level of
 * size eps = 4e-5 (sigma / 0.01)^2 = 0.4 sigma^2, in x + (eps/2) s + sqrt(eps) z.
 */
export const ncsn: Recipe = {
  ...ve,
  name: "ncsn",
  about: "ten noise levels from 1 to 0.01, annealed Langevin dynamics with 100 steps at each",
  reference: "Song and Ermon (2019), arXiv:1907.05600",
  pixels: "dequantised",
  schedule: varianceExploding({ min: 0.01, max: 1 }),
  time: (u) => Math.floor(levels * u) / (levels - 1),
  sampling: {
    ...ve.sampling,
    solver: "annealed-langevin",
    settings: { ratio: 0.4, corrections: 100 },
    steps: levels,
    // a level belongs to the start of its interval: the last time only ends the run
    grid(steps) {
      integer("steps of the annealing", steps, { min: 2 });
      return extendGrid(uniformGrid(1, 0, steps - 1), -1 / (steps - 1));
    },
    start: "uniform",
    lecture: false,
  },
};
