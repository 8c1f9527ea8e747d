import type { Tensor4D } from "@tensorflow/tfjs-core";
import type { Tf } from "../tf.ts";

/** [N, H, W, C] to [N, 2 H, 2 W, C]: each pixel becomes a square of 2 x 2. */
export const upsample = (tf: Tf, x: Tensor4D): Tensor4D =>
  tf.image.resizeNearestNeighbor(x, [2 * x.shape[1], 2 * x.shape[2]]);
