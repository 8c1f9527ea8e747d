import type { DiffusedDensity } from "../src/index.ts";
import { mixtureOf } from "./mixture-of.ts";

/** Two far Gaussians of unequal weight, on which Langevin dynamics gets the weights wrong. */
export const twoModes: DiffusedDensity = mixtureOf(
  [
    { weight: 0.2, mean: [-5, -5], covariance: 1 },
    { weight: 0.8, mean: [5, 5], covariance: 1 },
  ],
  {
    name: "two-modes",
    title: "Two modes",
    about:
      "0.2 N((-5, -5), I) + 0.8 N((5, 5), I): modes so far apart that the score does not know their weights.",
    reference: "arXiv:1907.05600, section 3.2.2",
  },
);
