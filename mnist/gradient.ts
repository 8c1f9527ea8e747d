import type { Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import { pixels } from "./data.ts";
import { gradientOf, type Loss, type LossGradient } from "./gradient-of.ts";
import type { Network } from "./networks/network.ts";
import type { Tf } from "./tf.ts";

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

const losses = new WeakMap<Network, Loss>();

/** The mean squared error of F against its targets. */
function lossOf(network: Network): Loss {
  const known = losses.get(network);
  if (known !== undefined) return known;
  const loss: Loss = (scope, x, noise, labels, targets) => {
    const { tf } = scope;
    const y = network.apply(scope, x as Tensor2D, noise as Tensor1D, labels as Tensor1D);
    return tf.mean(tf.square(tf.sub(y, targets)));
  };
  losses.set(network, loss);
  return loss;
}

/** Mean squared error of F against its targets over rows and pixels, and its gradient in the weights. */
export function lossGradient(
  tf: Tf,
  network: Network,
  weights: Float32Array,
  { inputs, noise, labels, targets }: Examples,
): Promise<LossGradient> {
  const n = noise.length;
  const images = (values: Float32Array) => ({ shape: [n, pixels], values });
  const one = (values: Float32Array) => ({ shape: [n], values });
  const told = [images(inputs), one(noise), one(labels), images(targets)];
  return gradientOf(tf, lossOf(network), { parameters: network.parameters, weights, told });
}
