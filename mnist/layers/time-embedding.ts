import type { Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import { dense } from "./dense.ts";
import { classes } from "./embedding.ts";
import type { Layer } from "./layer.ts";
import { oneHot } from "./one-hot.ts";
import { silu } from "./silu.ts";
import { sinusoids } from "./sinusoids.ts";

/**
 * [N] and [N] to [N, size]: the time at `waves` angular frequencies from 1000 down to 0.1 in equal ratios
 * (A. Vaswani et al. (2017), arXiv:1706.03762, with 1000 positions a unit of time), and, with `labels`, the
 * label from 0 to 9, or 10 for none; mixed by two dense layers.
 */
export function timeEmbedding(
  name: string,
  waves: number,
  size: number,
  labels: boolean,
): Layer<[Tensor1D, Tensor1D], Tensor2D> {
  const frequencies = Float32Array.from({ length: waves }, (_, k) => 1000 * 1e4 ** (-k / waves));
  const first = dense(`${name}.first`, 2 * waves, size);
  const label = dense(`${name}.label`, classes, size, { bias: false });
  const second = dense(`${name}.second`, size, size);
  const layers = labels ? [first, label, second] : [first, second];
  return {
    parameters: layers.flatMap((layer) => layer.parameters),
    apply(scope, time, digit) {
      const { tf } = scope;
      let h: Tensor2D = first.apply(scope, sinusoids(tf, time, frequencies));
      if (labels) h = tf.add(h, label.apply(scope, oneHot(tf, digit, classes)));
      return silu(tf, second.apply(scope, silu(tf, h)));
    },
  };
}
