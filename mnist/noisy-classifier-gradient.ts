import type { Tensor, Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import type { Field } from "../src/problems/problem.ts";
import type { Schedule } from "../src/schedules/schedule.ts";
import { crossEntropy } from "./layers/cross-entropy.ts";
import type { Scope } from "./layers/layer.ts";
import { noiseRange, noisyClassifier } from "./noisy-classifier.ts";

/**
 * grad_x log p(label | x_t) of noisy images, [N, 784], by automatic differentiation: what `classifierGuided` takes. The classifier is
 * asked about y = x_t / alpha at the noise level s = sigma / alpha, as far as it knows that level, `noiseRange`. Below it noise changes
 * nothing, and the lowest level answers. Above it log p(label | y) is y . m / s^2 up to a constant, with m the mean image of the label less
 * that of all, so that with r = most / s the highest level answers about r y: grad log p_s(label | y) = r^2 grad log p_most(label | r y).
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
  const { least, most } = noiseRange;
  return (t, x, out) => {
    const a = alpha(t);
    const s = sigma(t) / a;
    const r = Math.min(1, most / s);
    const g = tf.tidy(() => {
      const levels: Tensor1D = tf.fill([n], Math.min(most, Math.max(least, s)));
      const asked = tf.tensor1d(labels);
      const lossOf = (y: Tensor): Tensor =>
        crossEntropy(tf, noisyClassifier.apply(scope, y as Tensor2D, levels), asked);
      const loss = tf.grad(lossOf)(tf.mul(x, r / a));
      const told = tf.cast(tf.less(tf.reshape(asked, [-1, 1]), 10), "float32");
      return tf.mul(loss, tf.mul(told, (-n * r * r) / a));
    });
    out.dispose();
    return g;
  };
}
