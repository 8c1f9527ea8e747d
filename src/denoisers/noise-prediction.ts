import { definePrediction } from "./define-prediction.ts";

/** F = z, the noise: D = y - sigma F. F sees x_t over sqrt(alpha^2 + sigma^2), which under VP is x_t itself. */
export const noisePrediction = definePrediction({
  name: "noise",
  about: "F is the noise z",
  reference: "Ho et al. (2020), arXiv:2006.11239, equation 14",
  mean: 0,
  coefficients: (sigma) => ({ skip: 1, out: -sigma, in: 1 / Math.hypot(1, sigma) }),
});
