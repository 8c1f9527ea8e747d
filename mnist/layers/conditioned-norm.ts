import type { Tensor1D, Tensor2D, Tensor4D } from "@tensorflow/tfjs-core";
import { dense } from "./dense.ts";
import { groupNormSilu } from "./group-norm-silu.ts";
import type { Layer, Parameter } from "./layer.ts";

/** How many channels share their statistics. */
const groupSize = 8;

/** Group norm and SiLU with one scale and shift for all samples. */
export function norm(
  name: string,
  channels: number,
  groups = channels / groupSize,
): Layer<[Tensor4D], Tensor4D> {
  const scale: Parameter = { name: `${name}.scale`, shape: [channels], scale: 0 };
  const shift: Parameter = { name: `${name}.shift`, shape: [channels], scale: 0 };
  return {
    parameters: [scale, shift],
    apply({ tf, weight }, x) {
      const each = tf.zeros([x.shape[0], channels]);
      const gamma = tf.add(tf.add(each, weight<Tensor1D>(scale.name)), 1) as Tensor2D;
      const beta = tf.add(each, weight<Tensor1D>(shift.name)) as Tensor2D;
      return groupNormSilu(tf, x, gamma, beta, groups);
    },
  };
}

/**
 * Group norm and SiLU whose scale and shift are affine in an embedding [N, E].
 * P. Dhariwal and A. Nichol (2021), arXiv:2105.05233.
 */
export function conditionedNorm(
  name: string,
  channels: number,
  embedding: number,
): Layer<[Tensor4D, Tensor2D], Tensor4D> {
  const scale = dense(`${name}.scale`, embedding, channels, { gain: 0.1 });
  const shift = dense(`${name}.shift`, embedding, channels, { gain: 0.1 });
  return {
    parameters: [...scale.parameters, ...shift.parameters],
    apply(scope, x, e) {
      const gamma = scope.tf.add(scale.apply(scope, e), 1) as Tensor2D;
      return groupNormSilu(scope.tf, x, gamma, shift.apply(scope, e), channels / groupSize);
    },
  };
}
