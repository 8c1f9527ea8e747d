import type { Tensor4D } from "@tensorflow/tfjs-core";
import { integer } from "../../src/check.ts";
import { norm } from "../layers/conditioned-norm.ts";
import { convolution } from "../layers/convolution.ts";
import { ddpmBlock } from "../layers/ddpm-block.ts";
import { selfAttention } from "../layers/self-attention.ts";
import { timeEmbedding } from "../layers/time-embedding.ts";
import { upsample } from "../layers/upsample.ts";
import { checkChannels } from "./check-channels.ts";
import { defineNetwork } from "./define-network.ts";

/**
 * The U-Net of diffusion models on whole pixels: 28 x 28, 14 x 14 and 7 x 7, six residual blocks, what was
 * computed on the way down put beside what comes up. O. Ronneberger et al. (2015), arXiv:1505.04597; J. Ho et
 * al. (2020), arXiv:2006.11239.
 */
export const unet = defineNetwork({
  name: "unet",
  about: "a U-Net of three levels, 28 x 28, 14 x 14 and 7 x 7, as score models of MNIST have it",
  reference: "arXiv:1505.04597, arXiv:2006.11239",
  size: {
    /** At 28 x 28, and at 14 x 14 and 7 x 7: multiples of 8. */
    channels: [32, 64],
    /** Width of the embedding of time and label. */
    embedding: 128,
    /** Whether the pixels of the coarsest level, 7 x 7, attend to each other. */
    attention: false,
    /** Whether it is told the label. */
    labels: false,
  },
  build({ channels, embedding: size, attention, labels }) {
    checkChannels(channels);
    integer("width of the embedding", size, { min: 1, max: 1024 });
    const [fine, coarse] = channels;
    const embed = timeEmbedding("embedding", fine, size, labels);
    const enter = convolution("enter", 3, 1, fine);
    const down1 = ddpmBlock("down1", fine, fine, size);
    const shrink1 = convolution("shrink1", 3, fine, fine, { stride: 2 });
    const down2 = ddpmBlock("down2", fine, coarse, size);
    const shrink2 = convolution("shrink2", 3, coarse, coarse, { stride: 2 });
    const middle1 = ddpmBlock("middle1", coarse, coarse, size);
    const attend = attention ? selfAttention("attend", coarse, 8) : undefined;
    const middle2 = ddpmBlock("middle2", coarse, coarse, size);
    const up2 = ddpmBlock("up2", 2 * coarse, coarse, size);
    const up1 = ddpmBlock("up1", coarse + fine, fine, size);
    const last = norm("last", fine, { groups: 8 });
    const leave = convolution("leave", 3, fine, 1);
    const middle = [middle1, ...(attend ? [attend] : []), middle2];
    const blocks = [enter, down1, shrink1, down2, shrink2, ...middle, up2, up1, last, leave];
    return {
      parameters: [embed, ...blocks].flatMap((layer) => layer.parameters),
      apply(scope, x, condition, label) {
        const { tf } = scope;
        const e = embed.apply(scope, condition, label);
        const image: Tensor4D = tf.reshape(x, [-1, 28, 28, 1]);
        const h1 = down1.apply(scope, enter.apply(scope, image), e);
        const h2 = down2.apply(scope, shrink1.apply(scope, h1), e);
        let h = middle1.apply(scope, shrink2.apply(scope, h2), e);
        if (attend !== undefined) h = attend.apply(scope, h);
        h = middle2.apply(scope, h, e);
        h = up2.apply(scope, tf.concat([upsample(tf, h), h2], 3), e);
        h = up1.apply(scope, tf.concat([upsample(tf, h), h1], 3), e);
        return tf.reshape(leave.apply(scope, last.apply(scope, h)), [-1, 784]);
      },
    };
  },
});
