import type { GradConfig, Tensor } from "@tensorflow/tfjs-core";
import type { Tf } from "../tf.ts";

/** Softmax along the last axis, from its own output: dx = y (dy - sum(dy y)). */
export const softmax = (tf: Tf): GradConfig[] => [
  {
    kernelName: tf.Softmax,
    outputsToSave: [true],
    gradFunc: (dy, [y]) => {
      const product = tf.mul(dy as Tensor, y);
      return { logits: () => tf.sub(product, tf.mul(tf.sum(product, -1, true), y)) };
    },
  },
];
