import type { Tensor, Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import type { Field } from "../src/problems/problem.ts";
import type { Schedule } from "../src/schedules/schedule.ts";
import { crossEntropy } from "./layers/cross-entropy.ts";
import type { Scope } from "./layers/layer.ts";
import { noisyClassifier } from "./noisy-classifier.ts";

/**
 * grad_x log p(label | x_t) of noisy images, [N, 784], by automatic differentiation: what `classifierGuided` takes. The classifier is
 * asked about x_t / alpha at the noise level sigma / alpha.
 *
 * @param labels N, 0 to 9, or 10 for no digit in particular, whose gradient is 0
 */
export function noisyClassifierGradient(
  scope: Scope,
  { alpha, sigma }: Pick<Schedule, "alpha" | "sigma">,
  labels: Float32Array,
): Field<Tensor> {
  const { tf } = scope;
  const n = labels.length;
  return (t, x, out) => {
    const a = alpha(t);
    const g = tf.tidy(() => {
      const levels: Tensor1D = tf.fill([n], sigma(t) / a);
      const asked = tf.tensor1d(labels);
      const lossOf = (y: Tensor): Tensor =>
        crossEntropy(tf, noisyClassifier.apply(scope, y as Tensor2D, levels), asked);
      const loss = tf.grad(lossOf)(tf.mul(x, 1 / a));
      return tf.mul(loss, tf.mul(tf.cast(tf.less(tf.reshape(asked, [-1, 1]), 10), "float32"), -n / a));
    });
    out.dispose();
    return g;
  };
}
