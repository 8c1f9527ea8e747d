import type { DiffusedDensity } from "../src/index.ts";
import { mixtureOf } from "./mixture-of.ts";

/** Three Gaussians of different weight, width and direction. */
export const gaussianMixture: DiffusedDensity = mixtureOf(
  [
    {
      weight: 0.5,
      mean: [-2, 0],
      covariance: [
        [0.6, 0.3],
        [0.3, 0.4],
      ],
    },
    { weight: 0.3, mean: [1.5, 1.5], covariance: 0.25 },
    {
      weight: 0.2,
      mean: [1.5, -1.5],
      covariance: [
        [0.9, -0.4],
        [-0.4, 0.3],
      ],
    },
  ],
  {
    name: "gaussian-mixture",
    title: "Gaussian mixture",
    about:
      "0.5 N((-2, 0), ((0.6, 0.3), (0.3, 0.4))) + 0.3 N((1.5, 1.5), 0.25 I) + 0.2 N((1.5, -1.5), ((0.9, -0.4), (-0.4, 0.3))).",
  },
);
