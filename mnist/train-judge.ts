import type { Tensor } from "@tensorflow/tfjs-core";
import { adam, adamState } from "./adam.ts";
import { type Digits, pixels } from "./data.ts";
import { judge } from "./judge.ts";
import { crossEntropy } from "./layers/cross-entropy.ts";
import { pixelsOf } from "./pixels-of.ts";
import { shuffled } from "./shuffled.ts";
import type { Tf } from "./tf.ts";
import { flatten, initialWeights, scopeOf, uploadWeights } from "./weights.ts";

const rate = 1.5e-3;
const batch = 100;

/** The gradient of the cross entropy over a batch. */
const gradientOf = (
  tf: Tf,
  weights: Float32Array,
  images: Float32Array,
  labels: Float32Array,
): Float32Array => {
  const gradients = tf.tidy(() => {
    const x = tf.tensor2d(images, [labels.length, pixels]);
    const truth = tf.tensor1d(labels);
    const loss = (...tensors: Tensor[]) =>
      crossEntropy(tf, judge.apply(scopeOf(tf, judge.parameters, tensors), x).logits, truth);
    return tf.grads(loss)(uploadWeights(tf, judge.parameters, weights));
  });
  return flatten(tf, gradients);
};

/**
 * Trains the judge by Adam with a learning rate that falls to zero. Images, order and start are all that
 * decides: it never sees a drawn digit.
 *
 * @param epochs how often each image is seen
 * @returns its weights
 */
export function trainJudge(
  tf: Tf,
  digits: Digits,
  seed: bigint,
  epochs = 1,
  progress: (done: number, total: number) => void = () => {},
): Float32Array {
  const state = adamState(initialWeights(judge.parameters, seed));
  const perEpoch = Math.floor(digits.count / batch);
  const total = epochs * perEpoch;
  let order = shuffled(digits.count, seed, 0);
  for (let step = 0; step < total; step++) {
    if (step > 0 && step % perEpoch === 0) order = shuffled(digits.count, seed, step / perEpoch);
    const indices = order.subarray((step % perEpoch) * batch, ((step % perEpoch) + 1) * batch);
    const labels = Float32Array.from(indices, (k) => digits.labels[k]);
    const gradient = gradientOf(tf, state.weights, pixelsOf(digits, indices), labels);
    adam(state, gradient, rate * (1 - step / total));
    progress(step + 1, total);
  }
  return state.weights;
}
