import type { Tensor2D, Tensor4D } from "@tensorflow/tfjs-core";
import { pixels } from "./data.ts";
import { convolution } from "./layers/convolution.ts";
import { dense } from "./layers/dense.ts";
import type { Layer, Scope } from "./layers/layer.ts";
import type { Tf } from "./tf.ts";
import { scopeOf, uploadWeights } from "./weights.ts";

/** How many features an image has. */
export const judgeFeatures = 128;

/** What the judge says of n images. */
export interface Verdict<T> {
  /** n x 128, the activations of the last hidden layer */
  readonly features: T;
  /** n x 10 */
  readonly logits: T;
}

const conv1 = convolution("conv1", 5, 1, 32, { gain: Math.SQRT2, stride: 2 });
const conv2 = convolution("conv2", 3, 32, 64, { gain: Math.SQRT2, stride: 2 });
const hidden = dense("hidden", 7 * 7 * 64, judgeFeatures, { gain: Math.SQRT2 });
const output = dense("output", judgeFeatures, 10);

/**
 * A classifier of digits: two convolutions of stride 2 and two dense layers. Input: pixels 0 to 1, [N, 784].
 */
export const judge: Layer<[Tensor2D], Verdict<Tensor2D>> = {
  parameters: [conv1, conv2, hidden, output].flatMap((layer) => layer.parameters),
  apply(scope: Scope, x: Tensor2D) {
    const { tf } = scope;
    const image: Tensor4D = tf.reshape(x, [-1, 28, 28, 1]);
    const h = tf.relu(conv2.apply(scope, tf.relu(conv1.apply(scope, image))));
    const features: Tensor2D = tf.relu(hidden.apply(scope, tf.reshape(h, [-1, 7 * 7 * 64])));
    return { features, logits: output.apply(scope, features) };
  },
};

/** The judge's features and logits of n images, n x 784 pixels from 0 to 1. */
export async function askJudge(
  tf: Tf,
  weights: Float32Array,
  images: Float32Array,
): Promise<Verdict<Float32Array>> {
  const n = images.length / pixels;
  const verdict = { features: new Float32Array(n * judgeFeatures), logits: new Float32Array(n * 10) };
  const tensors = uploadWeights(tf, judge.parameters, weights);
  const scope = scopeOf(tf, judge.parameters, tensors);
  for (let from = 0; from < n; from += 250) {
    const part = images.subarray(from * pixels, Math.min(n, from + 250) * pixels);
    const [features, logits] = tf.tidy(() => {
      const said = judge.apply(scope, tf.tensor2d(part, [part.length / pixels, pixels]));
      return [said.features, said.logits];
    });
    verdict.features.set(await features.data(), from * judgeFeatures);
    verdict.logits.set(await logits.data(), from * 10);
    tf.dispose([features, logits]);
  }
  tf.dispose(tensors);
  return verdict;
}
