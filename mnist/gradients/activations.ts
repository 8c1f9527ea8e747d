import type { GradConfig, Tensor } from "@tensorflow/tfjs-core";
import type { Tf } from "../tf.ts";

/** The logistic function and the rectifier, each from its own output; the sine. */
export const activations = (tf: Tf): GradConfig[] => [
  {
    kernelName: tf.Sigmoid,
    outputsToSave: [true],
    gradFunc: (dy, [y]) => ({ x: () => tf.mul(dy as Tensor, tf.mul(y, tf.sub(1, y))) }),
  },
  {
    kernelName: tf.Relu,
    outputsToSave: [true],
    gradFunc: (dy, [y]) => ({ x: () => tf.mul(dy as Tensor, tf.sign(y)) }),
  },
  {
    kernelName: tf.Sin,
    inputsToSave: ["x"],
    gradFunc: (dy, [x]) => ({ x: () => tf.mul(dy as Tensor, tf.cos(x)) }),
  },
];
