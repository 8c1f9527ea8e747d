export { type Augmented, augmentedSpace } from "./augmented-space.ts";
export { bitsPerDimension } from "./bits-per-dimension.ts";
export { type DifferentiableScore, differentiableScore } from "./differentiable-score.ts";
export { type Flow, flowLikelihood, type Likelihood } from "./flow-likelihood.ts";
export { hutchinson } from "./hutchinson.ts";
export { meanLogDensity } from "./mean-log-density.ts";
export { normalLogDensity } from "./normal-log-density.ts";
