import type { Tensor, Tensor1D, Tensor2D, Tensor4D } from "@tensorflow/tfjs-core";
import { dense } from "./dense.ts";
import { groupNorm } from "./group-norm.ts";
import type { Layer, Parameter } from "./layer.ts";

/** How many channels share their statistics. */
const groupSize = 8;

interface Kind {
  readonly groups?: number;
  readonly silu?: boolean;
}

/** Group norm (of what `shift` is added to first) and SiLU, with one scale and shift for all samples. */
export function norm(
  name: string,
  channels: number,
  { groups = channels / groupSize, silu = true }: Kind = {},
): Layer<[x: Tensor4D, shift?: Tensor], Tensor4D> {
  const scale: Parameter = { name: `${name}.scale`, shape: [channels], scale: 0 };
  const offset: Parameter = { name: `${name}.shift`, shape: [channels], scale: 0 };
  return {
    parameters: [scale, offset],
    apply({ tf, weight }, x, shift) {
      const gamma = tf.add(weight<Tensor1D>(scale.name), 1);
      const beta = weight<Tensor1D>(offset.name);
      return groupNorm(tf, x, { ...(shift !== undefined && { shift }), gamma, beta, groups, silu });
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
      const gamma = scope.tf.add(scale.apply(scope, e), 1);
      const beta = shift.apply(scope, e);
      return groupNorm(scope.tf, x, { gamma, beta, groups: channels / groupSize, silu: true });
    },
  };
}
