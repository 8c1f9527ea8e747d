import type { Tensor, Tensor1D, Tensor2D, Tensor4D } from "@tensorflow/tfjs-core";
import { dataMoments } from "./data-moments.ts";
import { convolution } from "./layers/convolution.ts";
import { dense } from "./layers/dense.ts";
import type { Layer } from "./layers/layer.ts";
import { silu } from "./layers/silu.ts";
import { sinusoids } from "./layers/sinusoids.ts";

/** The noise levels that it is trained on, as a sampler with sigma = 80 to 0.002 asks them. */
export const noiseRange = { least: 0.002, most: 80 } as const;

/** Angular frequencies at which ln sigma, -6.2 to 4.4, is seen. */
const frequencies = Float32Array.of(0.25, 0.5, 1, 2);
/** Width of the embedding of the noise level. */
const size = 32;
const gain = Math.SQRT2;

const level = dense("level", 2 * frequencies.length, size, { gain });
/** A convolution of stride 2 whose offset depends on the noise level. */
const stage = (name: string, kernel: number, from: number, to: number) => ({
  image: convolution(`${name}.image`, kernel, from, to, { gain, stride: 2 }),
  shift: dense(`${name}.shift`, size, to, { bias: false }),
});
const stages = [stage("stage1", 5, 1, 32), stage("stage2", 3, 32, 64), stage("stage3", 3, 64, 96)];
const hidden = {
  image: dense("hidden.image", 4 * 4 * 96, 128, { gain }),
  shift: dense("hidden.shift", size, 128),
};
const output = dense("output", 128, 10);

/**
 * A classifier of noisy digits, log p(digit | x) up to a constant: [N, 784] pixels 2 p - 1 plus sigma times noise, and [N] the sigma
 * of each, to [N, 10]. Its input has unit variance at every level; its output fades as 1 / sqrt(1 + sigma^2), as Bayes' rule has it
 * where the noise is large: there log p is linear in (x . m_digit) / sigma^2, with x about sigma.
 */
export const noisyClassifier: Layer<[x: Tensor2D, sigma: Tensor1D], Tensor2D> = {
  parameters: [
    level,
    ...stages.flatMap(({ image, shift }) => [image, shift]),
    hidden.image,
    hidden.shift,
    output,
  ].flatMap((layer) => layer.parameters),
  apply(scope, x, sigma) {
    const { tf } = scope;
    const { mean, deviation } = dataMoments;
    const column = (s: Tensor): Tensor2D => tf.reshape(s, [-1, 1]);
    const variance = tf.square(sigma);
    const e = silu(tf, level.apply(scope, sinusoids(tf, tf.log(sigma), frequencies)));
    const u = tf.mul(tf.sub(x, mean), column(tf.rsqrt(tf.add(variance, deviation ** 2))));
    let h: Tensor4D = tf.reshape(u, [-1, 28, 28, 1]);
    for (const { image, shift } of stages) {
      const y = image.apply(scope, h);
      h = silu(tf, tf.add(y, tf.reshape(shift.apply(scope, e), [-1, 1, 1, y.shape[3]])) as Tensor4D);
    }
    const flat: Tensor2D = tf.reshape(h, [-1, 4 * 4 * 96]);
    const features = silu(
      tf,
      tf.add(hidden.image.apply(scope, flat), hidden.shift.apply(scope, e)) as Tensor2D,
    );
    return tf.mul(output.apply(scope, features), column(tf.rsqrt(tf.add(variance, 1))));
  },
};
