import type { Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import type { Start } from "./convolution.ts";
import type { Layer, Parameter } from "./layer.ts";

/** An affine map of the last axis, [N, from] to [N, to]. */
export function dense(
  name: string,
  from: number,
  to: number,
  { gain = 1, bias = true }: Start = {},
): Layer<[Tensor2D], Tensor2D> {
  const weights: Parameter = { name: `${name}.weight`, shape: [from, to], scale: gain / Math.sqrt(from) };
  const offset: Parameter = { name: `${name}.bias`, shape: [to], scale: 0 };
  return {
    parameters: bias ? [weights, offset] : [weights],
    apply({ tf, weight }, x) {
      const y: Tensor2D = tf.matMul(x, weight<Tensor2D>(weights.name));
      return bias ? tf.add(y, weight<Tensor1D>(offset.name)) : y;
    },
  };
}
