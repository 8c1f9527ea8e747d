import type { DiffusedDensity } from "../src/index.ts";
import { mixtureOf } from "./mixture-of.ts";

const places = [-4, -2, 0, 2, 4];
const width = 0.2;

/** Twenty-five equal Gaussians of standard deviation 0.2 on a square lattice of spacing 2. */
export const twentyFiveGaussians: DiffusedDensity = mixtureOf(
  places.flatMap((y) => places.map((x) => ({ mean: [x, y], covariance: width ** 2 }))),
  {
    name: "twenty-five-gaussians",
    title: "Twenty-five Gaussians",
    about:
      "5 x 5 equal Gaussians of standard deviation 0.2 on a square lattice, their means at -4, -2, 0, 2 and 4.",
    reference: "arXiv:1606.00704, the grid of Gaussians on which generators lose modes",
  },
);
