import type { Tensor4D } from "@tensorflow/tfjs-core";
import { integer } from "../../src/check.ts";
import { norm } from "../layers/conditioned-norm.ts";
import { convolution } from "../layers/convolution.ts";
import { embedding } from "../layers/embedding.ts";
import { shuffle, unshuffle } from "../layers/pixel-shuffle.ts";
import { residualBlock } from "../layers/residual-block.ts";
import { selfAttention } from "../layers/self-attention.ts";
import { checkChannels } from "./check-channels.ts";
import { defineNetwork } from "./define-network.ts";

/**
 * A U-Net of two levels for 28 x 28 images. Each 2 x 2 square of pixels is one pixel of four channels, so
 * that the finest level is 14 x 14: a convolution costs a quarter, and sees twice as far. O. Ronneberger et
 * al. (2015), arXiv:1505.04597; residual blocks as in J. Ho et al. (2020), arXiv:2006.11239.
 */
export const digits = defineNetwork({
  name: "digits",
  about: "a U-Net of two levels, 14 x 14 and 7 x 7, on squares of 2 x 2 pixels",
  reference: "arXiv:1505.04597, arXiv:2006.11239",
  size: {
    /** At 14 x 14 and at 7 x 7, multiples of 8. */
    channels: [48, 96],
    /** Residual blocks on the way down, at the bottom, and on the way up. */
    blocks: [1, 2, 1],
    /** Width of the embedding of noise level and label. */
    embedding: 56,
    /** Whether the pixels at 7 x 7 attend to each other, ahead of the residual blocks there. */
    attention: false,
  },
  build({ channels, blocks, embedding: size, attention }) {
    checkChannels(channels);
    for (const n of blocks) integer("residual blocks", n, { min: 0, max: 64 });
    integer("width of the embedding", size, { min: 1, max: 1024 });
    const [fine, coarse] = channels;
    const chain = (name: string, count: number, channels: number) =>
      Array.from({ length: count }, (_, k) => residualBlock(`${name}${k + 1}`, channels, size));
    const embed = embedding("embedding", size);
    const enter = convolution("enter", 3, 4, fine);
    const down = chain("down", blocks[0], fine);
    const shrink = convolution("shrink", 1, 4 * fine, coarse);
    const attend = attention ? selfAttention("attend", coarse, coarse / 8) : undefined;
    const bottom = chain("bottom", blocks[1], coarse);
    const grow = convolution("grow", 1, coarse, 4 * fine);
    const up = chain("up", blocks[2], fine);
    const last = norm("last", fine);
    const leave = convolution("leave", 3, fine, 4, { gain: 0 });
    const layers = [
      embed,
      enter,
      ...down,
      shrink,
      ...(attend ? [attend] : []),
      ...bottom,
      grow,
      ...up,
      last,
      leave,
    ];
    return {
      parameters: layers.flatMap((layer) => layer.parameters),
      apply(scope, x, condition, label) {
        const { tf } = scope;
        const e = embed.apply(scope, condition, label);
        let h: Tensor4D = enter.apply(scope, unshuffle(tf, x, 14, 14, 1));
        for (const block of down) h = block.apply(scope, h, e);
        const skip = h;
        h = shrink.apply(scope, unshuffle(tf, h, 7, 7, fine));
        if (attend !== undefined) h = attend.apply(scope, h);
        for (const block of bottom) h = block.apply(scope, h, e);
        h = tf.add(shuffle(tf, grow.apply(scope, h)), skip);
        for (const block of up) h = block.apply(scope, h, e);
        h = leave.apply(scope, last.apply(scope, h));
        return tf.reshape(shuffle(tf, h), [-1, 784]);
      },
    };
  },
});
