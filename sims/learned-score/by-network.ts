import { loadBackend } from "../../mnist/backends/load-backend.ts";
import { fittedDenoiser } from "../../mnist/fitted-denoiser.ts";
import { perceptron } from "../../mnist/perceptron.ts";
import type { ScoreFit } from "../../mnist/score-fit.ts";
import { tensorSpace } from "../../mnist/tensor-space.ts";
import type { Tf } from "../../mnist/tf.ts";
import { scopeOf, uploadWeights } from "../../mnist/weights.ts";
import { denoisingFromDenoiser, type Ensemble, type Problems, schedules } from "../../src/index.ts";
import { backend } from "./fit-chunk.ts";

const { edm } = schedules;

/** A trained network, as plain data. */
export interface Fitted {
  readonly fit: ScoreFit;
  readonly weights: Float32Array;
}

type Tensor = ReturnType<Tf["tensor"]>;

/**
 * What becomes of points by the learned score: they are uploaded to an ensemble of tensors, and what `compute` makes of them is read back.
 *
 * @param points n x d
 * @param first address of the first particle
 * @param compute is given the learned problem, whose time is the noise level, and the points
 */
export async function byNetwork(
  { fit, weights }: Fitted,
  points: Float64Array,
  first: number,
  compute: (space: Ensemble<Tensor>, problem: Problems<Tensor>["denoising"], x: Tensor) => Tensor,
): Promise<Float64Array> {
  const tf = await loadBackend(backend);
  const { parameters } = perceptron(fit.size);
  const { dimension } = fit.size;
  const result = tf.tidy(() => {
    const space = tensorSpace({ tf, particles: points.length / dimension, dimension, first });
    const scope = scopeOf(tf, parameters, uploadWeights(tf, parameters, weights));
    const problem = denoisingFromDenoiser(space, edm, fittedDenoiser(space, edm, fit.data, fit.size, scope));
    const x = space.fill(space.scratch(), dimension, (values) => values.set(points));
    return compute(space, problem, x);
  });
  const values = Float64Array.from(await result.data());
  result.dispose();
  return values;
}
