import type { GradConfig, Tensor } from "@tensorflow/tfjs-core";
import type { Tf } from "../tf.ts";
import { unbroadcast } from "./unbroadcast.ts";

/** Sums, differences, products and squares, with broadcasting. */
export const arithmetic = (tf: Tf): GradConfig[] => [
  {
    kernelName: tf.Add,
    inputsToSave: ["a", "b"],
    gradFunc: (dy, [a, b]) => ({
      a: () => unbroadcast(tf, dy as Tensor, a.shape),
      b: () => unbroadcast(tf, dy as Tensor, b.shape),
    }),
  },
  {
    kernelName: tf.Sub,
    inputsToSave: ["a", "b"],
    gradFunc: (dy, [a, b]) => ({
      a: () => unbroadcast(tf, dy as Tensor, a.shape),
      b: () => tf.neg(unbroadcast(tf, dy as Tensor, b.shape)),
    }),
  },
  {
    kernelName: tf.Multiply,
    inputsToSave: ["a", "b"],
    gradFunc: (dy, [a, b]) => ({
      a: () => unbroadcast(tf, tf.mul(dy as Tensor, b), a.shape),
      b: () => unbroadcast(tf, tf.mul(dy as Tensor, a), b.shape),
    }),
  },
  {
    kernelName: tf.Square,
    inputsToSave: ["x"],
    gradFunc: (dy, [x]) => ({ x: () => tf.mul(tf.mul(dy as Tensor, x), 2) }),
  },
];
