import type { Tensor } from "@tensorflow/tfjs-core";
import { pixels } from "./data.ts";
import type { Network } from "./networks/network.ts";
import { readGradient } from "./read-gradient.ts";
import type { Tf } from "./tf.ts";
import { scopeOf, uploadWeights } from "./weights.ts";

/** What a network is asked, and what it should have said: n rows each. */
export interface Examples {
  /** n x 784 */
  readonly inputs: Float32Array;
  /** n: what the recipe tells of the noise level, its `condition` */
  readonly noise: Float32Array;
  /** n: 0 to 9, or 10 where the label is not told */
  readonly labels: Float32Array;
  /** n x 784 */
  readonly targets: Float32Array;
}

/** Of the mean squared error over rows and pixels. */
export interface LossGradient {
  readonly loss: number;
  /** As long as the weights, in their order. */
  readonly gradient: Float32Array;
}

/** Mean squared error of F against its targets, and its gradient in the weights. Nothing stays allocated. */
export async function lossGradient(
  tf: Tf,
  network: Network,
  weights: Float32Array,
  examples: Examples,
): Promise<LossGradient> {
  const n = examples.noise.length;
  const result = tf.tidy(() => {
    const x = tf.tensor2d(examples.inputs, [n, pixels]);
    const noise = tf.tensor1d(examples.noise);
    const labels = tf.tensor1d(examples.labels);
    const targets = tf.tensor2d(examples.targets, [n, pixels]);
    const loss = (...tensors: Tensor[]): Tensor => {
      const y = network.apply(scopeOf(tf, network.parameters, tensors), x, noise, labels);
      return tf.mean(tf.square(tf.sub(y, targets)));
    };
    return tf.valueAndGrads(loss)(uploadWeights(tf, network.parameters, weights));
  });
  return readGradient(tf, result);
}
