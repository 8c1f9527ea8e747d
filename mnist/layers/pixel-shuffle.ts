import type { Tensor, Tensor4D } from "@tensorflow/tfjs-core";
import type { Tf } from "../tf.ts";

/** [N, 2H, 2W, C] (or anything of that size) to [N, H, W, 4C]: each 2 x 2 square becomes one pixel. */
export function unshuffle(tf: Tf, x: Tensor, height: number, width: number, channels: number): Tensor4D {
  const split = tf.reshape(x, [-1, height, 2, width, 2 * channels]);
  return tf.reshape(tf.transpose(split, [0, 1, 3, 2, 4]), [-1, height, width, 4 * channels]);
}

/** The inverse: [N, H, W, 4C] to [N, 2H, 2W, C]. */
export function shuffle(tf: Tf, x: Tensor4D): Tensor4D {
  const [, height, width, channels] = x.shape;
  const split = tf.reshape(x, [-1, height, width, 2, channels / 2]);
  return tf.reshape(tf.transpose(split, [0, 1, 3, 2, 4]), [-1, 2 * height, 2 * width, channels / 4]);
}
