import type { Tensor3D, Tensor4D } from "@tensorflow/tfjs-core";
import { norm } from "./conditioned-norm.ts";
import { convolution } from "./convolution.ts";
import type { Layer } from "./layer.ts";

/**
 * x + proj(softmax(q k^T / sqrt(C)) v), where query, key and value of each pixel are affine in the normalised x: every
 * pixel asks all others. One head; the identity at the start of training. A. Vaswani et al. (2017),
 * arXiv:1706.03762; J. Ho et al. (2020), arXiv:2006.11239.
 *
 * @param groups of channels whose statistics the norm takes together
 */
export function selfAttention(name: string, channels: number, groups: number): Layer<[Tensor4D], Tensor4D> {
  const before = norm(`${name}.norm`, channels, { groups, silu: false });
  const query = convolution(`${name}.query`, 1, channels, channels);
  const key = convolution(`${name}.key`, 1, channels, channels);
  const value = convolution(`${name}.value`, 1, channels, channels);
  const project = convolution(`${name}.project`, 1, channels, channels, { gain: 0 });
  return {
    parameters: [before, query, key, value, project].flatMap((layer) => layer.parameters),
    apply(scope, x) {
      const { tf } = scope;
      const normalised = before.apply(scope, x);
      const [n, height, width] = x.shape;
      const pixels = (layer: Layer<[Tensor4D], Tensor4D>): Tensor3D =>
        tf.reshape(layer.apply(scope, normalised), [n, height * width, channels]);
      const scores = tf.matMul(pixels(query), tf.transpose(pixels(key), [0, 2, 1]));
      const attention = tf.softmax(tf.mul(scores, 1 / Math.sqrt(channels)));
      const seen: Tensor4D = tf.reshape(tf.matMul(attention, pixels(value)), x.shape);
      return project.apply(scope, seen, x);
    },
  };
}
