import { definePrediction } from "./define-prediction.ts";

/** F = sigma s, the score in units of 1 / sigma, which is -z in the mean: D = y + sigma^2 s = y + sigma F. */
export const scorePrediction = definePrediction({
  name: "score",
  about: "F / sigma is the score",
  reference: "Song et al. (2021), arXiv:2011.13456, section 3.3",
  mean: 0,
  coefficients: (sigma) => ({ skip: 1, out: sigma, in: 1 / Math.hypot(1, sigma) }),
});
