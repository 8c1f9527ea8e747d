import type { GaussianSpec } from "../../toy-distributions/component.ts";
import type { DensitySpec } from "../sampling/spec.ts";

/** A mixture whose components fall into classes: p(x) and, for each class y, p(x | y) are mixtures of Gaussians at every noise level. */
export interface Example {
  readonly whole: DensitySpec;
  /** p(x | y) of each class y. */
  readonly classes: readonly DensitySpec[];
  /** It holds all of the laws in question. */
  readonly window: readonly (readonly [low: number, high: number])[];
}

const exampleOf = (classes: readonly (readonly GaussianSpec[])[], window: Example["window"]): Example => ({
  whole: { mixture: classes.flat() },
  classes: classes.map((mixture) => ({ mixture })),
  window,
});

/** On a line: class 0 has a mode beside class 1 and a smaller one far from it. */
export const line = exampleOf(
  [
    [
      { weight: 3.5, mean: [1], covariance: 0.2 },
      { weight: 1.5, mean: [3], covariance: 0.15 },
    ],
    [{ weight: 5, mean: [-1], covariance: 0.4 }],
  ],
  [[-2, 6]],
);

/** In the plane: class 0 has a mode between classes 1 and 2, and a smaller one that neither reaches. */
export const plane = exampleOf(
  [
    [
      { weight: 2.5, mean: [0, 0.6], covariance: 0.25 },
      { weight: 1.5, mean: [0, 2.6], covariance: 0.2 },
    ],
    [{ weight: 3, mean: [-1.5, -1], covariance: 0.5 }],
    [{ weight: 3, mean: [1.5, -1], covariance: 0.5 }],
  ],
  [
    [-5, 5],
    [-4.5, 5.5],
  ],
);
