import type { Tensor2D, Tensor4D } from "@tensorflow/tfjs-core";
import { conditionedNorm, norm } from "./conditioned-norm.ts";
import { convolution } from "./convolution.ts";
import type { Layer } from "./layer.ts";

/** x + conv(norm(conv(norm(x)), e)), with 3 x 3 convolutions; the identity at the start of training. */
export function residualBlock(
  name: string,
  channels: number,
  embedding: number,
): Layer<[Tensor4D, Tensor2D], Tensor4D> {
  const before = norm(`${name}.norm1`, channels);
  const first = convolution(`${name}.conv1`, 3, channels, channels, { bias: false });
  const between = conditionedNorm(`${name}.norm2`, channels, embedding);
  const second = convolution(`${name}.conv2`, 3, channels, channels, { gain: 0 });
  return {
    parameters: [before, first, between, second].flatMap((layer) => layer.parameters),
    apply(scope, x, e) {
      const h = first.apply(scope, before.apply(scope, x));
      return second.apply(scope, between.apply(scope, h, e), x);
    },
  };
}
