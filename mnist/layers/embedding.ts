import type { Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import { dense } from "./dense.ts";
import type { Layer } from "./layer.ts";
import { oneHot } from "./one-hot.ts";
import { silu } from "./silu.ts";
import { sinusoids } from "./sinusoids.ts";

/** Angular frequencies at which the noise level is seen, 1 to 24 in equal ratios. */
const frequencies = Float32Array.from({ length: 16 }, (_, k) => 24 ** (k / 15));

/** Ten digits, and the null class of an image whose label is not told. */
export const classes = 11;

/** [N] and [N] to [N, size]: the noise level (ln sigma / 4) and the label (0 to 9, or 10 for none). */
export function embedding(name: string, size: number): Layer<[Tensor1D, Tensor1D], Tensor2D> {
  const level = dense(`${name}.level`, 2 * frequencies.length, size);
  const label = dense(`${name}.label`, classes, size, { bias: false, gain: 2 });
  const mix = dense(`${name}.mix`, size, size);
  return {
    parameters: [level, label, mix].flatMap((layer) => layer.parameters),
    apply(scope, noise, digit) {
      const { tf } = scope;
      const waves = tf.mul<Tensor2D>(sinusoids(tf, noise, frequencies), Math.SQRT2);
      const chosen = oneHot(tf, digit, classes);
      const sum = tf.add(level.apply(scope, waves), label.apply(scope, chosen)) as Tensor2D;
      return silu(tf, mix.apply(scope, silu(tf, sum)));
    },
  };
}
