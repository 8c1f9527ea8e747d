import type { Tensor, Tensor4D } from "@tensorflow/tfjs-core";
import type { Tf } from "../tf.ts";

/** [N, H, W, C] to [N, 2 H, 2 W, C]: each pixel becomes a square of 2 x 2, and has the sum of their gradients. */
export function upsample(tf: Tf, x: Tensor4D): Tensor4D {
  const [, height, width] = x.shape;
  const op = tf.customGrad((x) => ({
    value: tf.image.resizeNearestNeighbor(x as Tensor4D, [2 * height, 2 * width]),
    gradFunc: (dy: Tensor) => tf.mul(tf.avgPool(dy as Tensor4D, 2, 2, "valid"), 4),
  }));
  return op(x) as Tensor4D;
}
