import type { DiffusedDensity } from "../src/index.ts";
import { mixtureOf } from "./mixture-of.ts";

const radius = 4;
const width = 0.5;
const on = (k: number): number[] => [
  radius * Math.cos((k * Math.PI) / 4),
  radius * Math.sin((k * Math.PI) / 4),
];

/** Eight equal Gaussians of standard deviation 0.5 on a circle of radius 4. */
export const eightGaussians: DiffusedDensity = mixtureOf(
  Array.from({ length: 8 }, (_, k) => ({ mean: on(k), covariance: width ** 2 })),
  {
    name: "eight-gaussians",
    title: "Eight Gaussians",
    about: "Eight equal Gaussians of standard deviation 0.5, evenly on a circle of radius 4.",
    reference: "arXiv:1611.02163, the ring of Gaussians that shows whether a sampler finds every mode",
  },
);
