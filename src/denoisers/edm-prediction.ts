import { finite } from "../check.ts";
import { definePrediction } from "./define-prediction.ts";
import type { Prediction } from "./prediction.ts";

/** Mean and standard deviation of one coordinate of the data. */
export interface DataMoments {
  readonly mean: number;
  readonly deviation: number;
}

/**
 * EDM's preconditioning: input and target of F have variance 1 at every noise level, and the mean square of F's own
 * error is that of D with the weight 1 / out^2. T. Karras et al. (2022), arXiv:2206.00364, table 1, for data of any mean.
 */
export function edmPrediction({ mean, deviation: s }: DataMoments): Prediction {
  finite("mean of the data", mean);
  finite("standard deviation of the data", s, { above: 0 });
  return definePrediction({
    name: "edm",
    about: "F is what scaled data and noise leave to it, of variance 1 at every noise level",
    reference: "Karras et al. (2022), arXiv:2206.00364",
    mean,
    coefficients(sigma) {
      const total = sigma * sigma + s * s;
      const root = Math.sqrt(total);
      return { skip: (s * s) / total, out: (sigma * s) / root, in: 1 / root };
    },
  });
}
