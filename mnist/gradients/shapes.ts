import type { GradConfig, Tensor } from "@tensorflow/tfjs-core";
import type { Tf } from "../tf.ts";

/** What moves numbers without changing them. */
export const shapes = (tf: Tf): GradConfig[] => [
  {
    kernelName: tf.Reshape,
    inputsToSave: ["x"],
    gradFunc: (dy, [x]) => ({ x: () => tf.reshape(dy as Tensor, x.shape) }),
  },
  {
    kernelName: tf.Transpose,
    gradFunc: (dy, _, attrs) => ({
      x: () => {
        const { perm } = attrs as unknown as { perm: number[] };
        return tf.transpose(dy as Tensor, tf.backend_util.getUndoAxesPermutation(perm));
      },
    }),
  },
];
