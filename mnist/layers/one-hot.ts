import type { Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import type { Tf } from "../tf.ts";

/**
 * [N] whole numbers to [N, classes], 1 at each one's place. By comparison: the wasm backend's own oneHot
 * writes the bits of the integer 1 where a float32 is asked for (tfjs 4.22).
 */
export const oneHot = (tf: Tf, labels: Tensor1D, classes: number): Tensor2D =>
  tf.cast(tf.equal(tf.reshape(labels, [-1, 1]), tf.range(0, classes)), "float32") as Tensor2D;
