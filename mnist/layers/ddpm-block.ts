import type { Tensor1D, Tensor2D, Tensor4D } from "@tensorflow/tfjs-core";
import { norm } from "./conditioned-norm.ts";
import { convolution } from "./convolution.ts";
import { dense } from "./dense.ts";
import type { Layer, Parameter } from "./layer.ts";

/** How many groups of channels have statistics of their own. */
const groups = 8;

/**
 * k(x) + conv(norm(conv(norm(x)) + A e)), with 3 x 3 convolutions; k is the identity where the channels stay,
 * otherwise a convolution 1 x 1. J. Ho et al. (2020), arXiv:2006.11239.
 */
export function ddpmBlock(
  name: string,
  from: number,
  to: number,
  embedding: number,
): Layer<[Tensor4D, Tensor2D], Tensor4D> {
  const before = norm(`${name}.norm1`, from, { groups });
  const first = convolution(`${name}.conv1`, 3, from, to, { bias: false });
  const bias: Parameter = { name: `${name}.conv1.bias`, shape: [to], scale: 0 };
  const shift = dense(`${name}.shift`, embedding, to);
  const between = norm(`${name}.norm2`, to, { groups });
  const second = convolution(`${name}.conv2`, 3, to, to);
  const keep = from === to ? undefined : convolution(`${name}.keep`, 1, from, to);
  const layers = [before, first, shift, between, second, ...(keep === undefined ? [] : [keep])];
  return {
    parameters: [...layers.flatMap((layer) => layer.parameters), bias],
    apply(scope, x, e) {
      const { tf } = scope;
      const v = tf.add(shift.apply(scope, e), scope.weight<Tensor1D>(bias.name));
      const h = between.apply(scope, first.apply(scope, before.apply(scope, x)), v);
      return second.apply(scope, h, keep?.apply(scope, x) ?? x);
    },
  };
}
