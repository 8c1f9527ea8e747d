import type { Tensor } from "@tensorflow/tfjs-core";
import type { Tf } from "../tf.ts";

/** x / (1 + exp(-x)). D. Hendrycks and K. Gimpel (2016), arXiv:1606.08415. */
export const silu = <T extends Tensor>(tf: Tf, x: T): T => tf.mul(x, tf.sigmoid(x));
