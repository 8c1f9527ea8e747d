import type { Tensor } from "@tensorflow/tfjs-core";
import type { Tf } from "../tf.ts";

/** Sums a gradient over the axes along which an operand of this shape was broadcast. */
export function unbroadcast(tf: Tf, dy: Tensor, shape: readonly number[]): Tensor {
  const axes = tf.broadcast_util.getReductionAxes([...shape], dy.shape);
  if (axes.length === 0) return tf.clone(dy);
  if (tf.getBackend() !== "tensorflow" && axes.every((axis, k) => axis === k)) {
    // a product with ones: ten times faster on wasm than its own sum
    const rows = axes.reduce((product, axis) => product * dy.shape[axis], 1);
    return tf.reshape(tf.matMul(tf.ones([1, rows]), tf.reshape(dy, [rows, -1])), [...shape]);
  }
  const sum = tf.sum(dy, axes);
  return sum.rank === shape.length ? sum : tf.reshape(sum, [...shape]);
}
