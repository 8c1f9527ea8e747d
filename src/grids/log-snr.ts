import { defineGrid } from "./define-grid.ts";
import { geometricGrid } from "./geometric.ts";

/**
 * steps + 1 ratios sigma / alpha that are equally spaced in lambda = log(alpha / sigma), half the log of the
 * signal-to-noise ratio: the geometric grid, under the name that it has in arXiv:2206.00927. Both ends exact and positive.
 */
export const logSnrGrid = defineGrid(
  {
    name: "log-snr",
    about: "noise levels sigma / alpha equally spaced in lambda = log(alpha / sigma): the geometric ones",
    of: "ratio",
    reference: "Lu et al. (2022), arXiv:2206.00927",
  },
  (from: number, to: number, steps: number) => geometricGrid(from, to, steps),
);
