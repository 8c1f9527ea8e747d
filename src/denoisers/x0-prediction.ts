import { definePrediction } from "./define-prediction.ts";

/** F = x_0, the data: D = F. */
export const x0Prediction = definePrediction({
  name: "x0",
  about: "F is the data x_0",
  reference: "Ho et al. (2020), arXiv:2006.11239, section 3.2",
  mean: 0,
  coefficients: (sigma) => ({ skip: 0, out: 1, in: 1 / Math.hypot(1, sigma) }),
});
