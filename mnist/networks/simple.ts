import type { Tensor2D, Tensor4D } from "@tensorflow/tfjs-core";
import { integer } from "../../src/check.ts";
import { convolution } from "../layers/convolution.ts";
import { dense } from "../layers/dense.ts";
import { classes } from "../layers/embedding.ts";
import { oneHot } from "../layers/one-hot.ts";
import { defineNetwork } from "./define-network.ts";

/**
 * Four convolutions 3 x 3, as a lecture has them: no smaller level and no skips, so that an answer depends on
 * 9 x 9 pixels around it. The two transposed ones of the lecture have stride 1, which is a convolution with
 * the filter turned. The time, by a dense network of one hidden layer, is added where there are most channels.
 */
export const simple = defineNetwork({
  name: "simple",
  about: "four convolutions on whole pixels: the SimpleUNet of a lecture, which sees 9 x 9 pixels",
  reference: "Machine learning in physics (Oslo), DDPM on MNIST",
  size: {
    /** Behind the first convolution and behind the second. */
    channels: [64, 128],
    /** Whether it is told the label. */
    labels: false,
  },
  build({ channels: [few, many], labels }) {
    for (const n of [few, many]) integer("channels", n, { min: 1, max: 1024 });
    const gain = Math.SQRT2;
    const conv1 = convolution("conv1", 3, 1, few, { gain });
    const conv2 = convolution("conv2", 3, few, many, { gain });
    const conv3 = convolution("conv3", 3, many, few, { gain });
    const conv4 = convolution("conv4", 3, few, 1);
    const time1 = dense("time1", 1, many);
    const time2 = dense("time2", many, many);
    const told = dense("label", classes, many, { bias: false });
    const layers = [conv1, conv2, conv3, conv4, time1, time2, ...(labels ? [told] : [])];
    return {
      parameters: layers.flatMap((layer) => layer.parameters),
      apply(scope, x, condition, label) {
        const { tf } = scope;
        const time: Tensor2D = tf.reshape(condition, [-1, 1]);
        let e = time2.apply(scope, tf.relu(time1.apply(scope, time)));
        if (labels) e = tf.add(e, told.apply(scope, oneHot(tf, label, classes)));
        let h: Tensor4D = tf.relu(conv1.apply(scope, tf.reshape(x, [-1, 28, 28, 1])));
        h = tf.add(tf.relu(conv2.apply(scope, h)), tf.reshape(e, [-1, 1, 1, many]));
        h = tf.relu(conv3.apply(scope, h));
        return tf.reshape(conv4.apply(scope, h), [-1, 784]);
      },
    };
  },
});
