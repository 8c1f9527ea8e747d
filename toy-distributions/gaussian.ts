import type { DiffusedDensity } from "../src/index.ts";
import type { GaussianSpec } from "./component.ts";
import { mixtureOf, type Presentation } from "./mixture-of.ts";

/** N(m, S) in any dimension: a mixture of one. Throws a `UsageError` unless S is symmetric and positive definite. */
export const gaussianOf = (
  { mean, covariance }: Omit<GaussianSpec, "weight">,
  presentation: Presentation = {},
): DiffusedDensity =>
  mixtureOf([{ mean, covariance }], {
    name: "gaussian",
    title: "Gaussian",
    about: "A Gaussian.",
    ...presentation,
  });

/** N((1, -0.5), ((1, 0.6), (0.6, 0.8))): off centre and correlated, so that a wrong sign or axis shows. */
export const gaussian: DiffusedDensity = gaussianOf(
  {
    mean: [1, -0.5],
    covariance: [
      [1, 0.6],
      [0.6, 0.8],
    ],
  },
  { about: "One Gaussian, off centre and correlated: mean (1, -0.5), covariance ((1, 0.6), (0.6, 0.8))." },
);
