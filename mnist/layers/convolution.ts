import type { Tensor1D, Tensor4D } from "@tensorflow/tfjs-core";
import { addBias } from "./add-bias.ts";
import type { Layer, Parameter } from "./layer.ts";

/** How much its first output varies: 1 keeps the variance of the input, 0 starts as the zero map. */
export interface Start {
  readonly gain?: number;
  readonly bias?: boolean;
}

/**
 * A convolution, `kernel` x `kernel`, zero-padded: [N, H, W, from] to [N, H / stride, W / stride, to]; `residual`
 * of that shape is added.
 */
export function convolution(
  name: string,
  kernel: number,
  from: number,
  to: number,
  { gain = 1, bias = true, stride = 1 }: Start & { readonly stride?: number } = {},
): Layer<[x: Tensor4D, residual?: Tensor4D], Tensor4D> {
  const weights: Parameter = {
    name: `${name}.weight`,
    shape: [kernel, kernel, from, to],
    scale: gain / Math.sqrt(kernel * kernel * from),
  };
  const offset: Parameter = { name: `${name}.bias`, shape: [to], scale: 0 };
  return {
    parameters: bias ? [weights, offset] : [weights],
    apply({ tf, weight }, x, residual) {
      const y: Tensor4D = tf.conv2d(x, weight<Tensor4D>(weights.name), stride, "same");
      if (bias) return addBias(tf, y, weight<Tensor1D>(offset.name), residual);
      return residual === undefined ? y : tf.add(y, residual);
    },
  };
}
