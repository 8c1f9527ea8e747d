import type { Tensor1D, Tensor2D, Tensor4D } from "@tensorflow/tfjs-core";
import { norm } from "./layers/conditioned-norm.ts";
import { convolution } from "./layers/convolution.ts";
import { embedding } from "./layers/embedding.ts";
import type { Layer } from "./layers/layer.ts";
import { shuffle, unshuffle } from "./layers/pixel-shuffle.ts";
import { residualBlock } from "./layers/residual-block.ts";

/** What decides the shapes of the weights. */
export interface NetworkSize {
  /** Channels at 14 x 14 pixels, a multiple of 8. */
  readonly fine: number;
  /** Channels at 7 x 7 pixels, a multiple of 8. */
  readonly coarse: number;
  /** Residual blocks on the way down, at the bottom, and on the way up. */
  readonly blocks: readonly [down: number, bottom: number, up: number];
  /** Width of the embedding of noise level and label. */
  readonly embedding: number;
}

/** F(x, noise, label): x [N, 784], the noise level as ln(sigma) / 4 [N], the label 0 to 10 [N]; [N, 784]. */
export type Network = Layer<[Tensor2D, Tensor1D, Tensor1D], Tensor2D>;

export const digitsNetwork: NetworkSize = { fine: 48, coarse: 96, blocks: [1, 2, 1], embedding: 56 };

/**
 * A U-Net of two levels for 28 x 28 images. Each 2 x 2 square of pixels is one pixel of four channels, so
 * that the finest level is 14 x 14: a convolution costs a quarter, and sees twice as far. O. Ronneberger et
 * al. (2015), arXiv:1505.04597; residual blocks as in J. Ho et al. (2020), arXiv:2006.11239.
 */
export function network({ fine, coarse, blocks, embedding: size }: NetworkSize): Network {
  const chain = (name: string, count: number, channels: number) =>
    Array.from({ length: count }, (_, k) => residualBlock(`${name}${k + 1}`, channels, size));
  const embed = embedding("embedding", size);
  const enter = convolution("enter", 3, 4, fine);
  const down = chain("down", blocks[0], fine);
  const shrink = convolution("shrink", 1, 4 * fine, coarse);
  const bottom = chain("bottom", blocks[1], coarse);
  const grow = convolution("grow", 1, coarse, 4 * fine);
  const up = chain("up", blocks[2], fine);
  const last = norm("last", fine);
  const leave = convolution("leave", 3, fine, 4, { gain: 0 });
  const layers = [embed, enter, ...down, shrink, ...bottom, grow, ...up, last, leave];
  return {
    parameters: layers.flatMap((layer) => layer.parameters),
    apply(scope, x, noise, label) {
      const { tf } = scope;
      const e = embed.apply(scope, noise, label);
      let h: Tensor4D = enter.apply(scope, unshuffle(tf, x, 14, 14, 1));
      for (const block of down) h = block.apply(scope, h, e);
      const skip = h;
      h = shrink.apply(scope, unshuffle(tf, h, 7, 7, fine));
      for (const block of bottom) h = block.apply(scope, h, e);
      h = tf.add(shuffle(tf, grow.apply(scope, h)), skip);
      for (const block of up) h = block.apply(scope, h, e);
      h = leave.apply(scope, last.apply(scope, h));
      return tf.reshape(shuffle(tf, h), [-1, 784]);
    },
  };
}
