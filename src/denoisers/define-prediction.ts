import { finite } from "../check.ts";
import type { Prediction } from "./prediction.ts";

/** The prediction, which refuses a noise level that is none. */
export const definePrediction = ({ coefficients, ...facts }: Prediction): Prediction => ({
  ...facts,
  coefficients: (sigma) => coefficients(finite("noise level sigma", sigma, { above: 0 })),
});
