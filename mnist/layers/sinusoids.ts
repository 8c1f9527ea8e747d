import type { Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import type { Tf } from "../tf.ts";

/** [N] times and angular frequencies [K] to [N, 2 K]: the sines, then the cosines of the products. */
export function sinusoids(tf: Tf, time: Tensor1D, frequencies: Float32Array): Tensor2D {
  const angle = tf.matMul(tf.reshape(time, [-1, 1]), tf.tensor2d(frequencies, [1, frequencies.length]));
  return tf.concat([tf.sin(angle), tf.cos(angle)], 1) as Tensor2D;
}
