import { definePrediction } from "./define-prediction.ts";

/** F = v = a z - b x_0 with a = 1 / sqrt(1 + sigma^2) and b = sigma a, alpha and sigma of VP: D = a (a y) - b F. */
export const vPrediction = definePrediction({
  name: "v",
  about: "F is v = alpha z - sigma x_0, with alpha^2 + sigma^2 = 1",
  reference: "Salimans and Ho (2022), arXiv:2202.00512, appendix D",
  mean: 0,
  coefficients(sigma) {
    const a = 1 / Math.hypot(1, sigma);
    return { skip: a * a, out: -sigma * a, in: a };
  },
});
