import type { GradConfig, Tensor } from "@tensorflow/tfjs-core";
import type { Tf } from "../tf.ts";

/** Means over all or some axes. */
export const mean = (tf: Tf): GradConfig[] => [
  {
    kernelName: tf.Mean,
    inputsToSave: ["x"],
    gradFunc: (dy, [x], attrs) => ({
      x: () => {
        const t = dy as Tensor;
        const axes = tf.util.parseAxisParam(attrs.axis as number[], x.shape);
        const kept = x.shape.map((n, k) => (axes.includes(k) ? 1 : n));
        return tf.mul(tf.reshape(t, kept), tf.fill(x.shape, t.size / x.size));
      },
    }),
  },
];
