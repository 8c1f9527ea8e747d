import type { GradConfig, Tensor } from "@tensorflow/tfjs-core";
import type { Tf } from "../tf.ts";

/** Arrays one behind the other along an axis: each has its part of the gradient. */
export const concat = (tf: Tf): GradConfig[] => [
  {
    kernelName: tf.Concat,
    saveAllInputs: true,
    gradFunc: (dy, inputs, attrs) => {
      const [axis] = tf.util.parseAxisParam(attrs.axis as number, inputs[0].shape);
      const sizes = inputs.map(({ shape }) => shape[axis]);
      const parts = tf.split(dy as Tensor, sizes, axis);
      return Object.fromEntries(parts.map((part, k) => [k, () => part]));
    },
  },
];
