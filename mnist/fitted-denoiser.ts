import type { Tensor, Tensor2D } from "@tensorflow/tfjs-core";
import { type DataMoments, edmPrediction } from "../src/denoisers/edm-prediction.ts";
import { preconditionedDenoiser } from "../src/denoisers/preconditioned.ts";
import type { Field } from "../src/problems/problem.ts";
import type { Schedule } from "../src/schedules/schedule.ts";
import type { Ensemble } from "../src/space.ts";
import type { Scope } from "./layers/layer.ts";
import { type PerceptronSize, perceptron } from "./perceptron.ts";

/** The denoiser E[x_0 | x_t] of a perceptron that `fitStep` has trained, on an ensemble of points. */
export function fittedDenoiser(
  space: Ensemble<Tensor>,
  schedule: Pick<Schedule, "alpha" | "sigma">,
  data: DataMoments,
  size: PerceptronSize,
  scope: Scope,
): Field<Tensor> {
  const { tf } = scope;
  const network = perceptron(size);
  return preconditionedDenoiser(space, schedule, edmPrediction(data), (x, sigma, out) => {
    const y = tf.tidy(() => network.apply(scope, x as Tensor2D, tf.fill([space.particles], sigma)));
    out.dispose();
    return y;
  });
}
