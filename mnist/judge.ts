import type { GradSaveFunc, Tensor, Tensor2D, Tensor4D } from "@tensorflow/tfjs-core";
import { adam, adamState } from "./adam.ts";
import { type Digits, pixels } from "./data.ts";
import { convolution } from "./layers/convolution.ts";
import { dense } from "./layers/dense.ts";
import type { Layer, Scope } from "./layers/layer.ts";
import { oneHot } from "./layers/one-hot.ts";
import { shuffled } from "./shuffled.ts";
import type { Tf } from "./tf.ts";
import { initialWeights, scopeOf, uploadWeights } from "./weights.ts";

/** What the judge says of n images. */
export interface Verdict<T> {
  /** n x 128, the activations of the last hidden layer */
  readonly features: T;
  /** n x 10 */
  readonly logits: T;
}

const rate = 1.5e-3;
const batch = 100;

const conv1 = convolution("conv1", 5, 1, 32, { gain: Math.SQRT2, stride: 2 });
const conv2 = convolution("conv2", 3, 32, 64, { gain: Math.SQRT2, stride: 2 });
const hidden = dense("hidden", 7 * 7 * 64, 128, { gain: Math.SQRT2 });
const output = dense("output", 128, 10);

/** A classifier of digits: two convolutions of stride 2 and two dense layers. Input: pixels 0 to 1, [N, 784]. */
export const judge: Layer<[Tensor2D], Verdict<Tensor2D>> = {
  parameters: [conv1, conv2, hidden, output].flatMap((layer) => layer.parameters),
  apply(scope: Scope, x: Tensor2D) {
    const { tf } = scope;
    const image: Tensor4D = tf.reshape(x, [-1, 28, 28, 1]);
    const h = tf.relu(conv2.apply(scope, tf.relu(conv1.apply(scope, image))));
    const features = tf.relu(hidden.apply(scope, tf.reshape(h, [-1, 7 * 7 * 64]))) as Tensor2D;
    return { features, logits: output.apply(scope, features) };
  },
};

/** Mean of -log softmax(logits)[label], with its gradient (softmax - onehot) / n. */
export function crossEntropy(tf: Tf, logits: Tensor2D, labels: Uint8Array): Tensor {
  const truth = oneHot(tf, tf.tensor1d(Float32Array.from(labels)), 10);
  const op = tf.customGrad((...inputs) => {
    const [z, save] = inputs as unknown as [Tensor2D, GradSaveFunc];
    const n = z.shape[0];
    const log = tf.sub(z, tf.logSumExp(z, 1, true));
    save([log, truth]);
    const gradFunc = (dy: Tensor, [log, truth]: Tensor[]) =>
      tf.mul(dy, tf.div(tf.sub(tf.exp(log!), truth!), n));
    return { value: tf.neg(tf.div(tf.sum(tf.mul(truth, log)), n)), gradFunc };
  });
  return op(logits);
}

/** Pixels from 0 to 1 of the images of these numbers, as float32. */
export function pixelsOf({ images }: Digits, indices: ArrayLike<number>): Float32Array {
  const out = new Float32Array(indices.length * pixels);
  for (let k = 0; k < indices.length; k++) {
    const image = images.subarray(indices[k]! * pixels, (indices[k]! + 1) * pixels);
    for (let j = 0; j < pixels; j++) out[k * pixels + j] = image[j]! / 255;
  }
  return out;
}

/**
 * Trains the judge on the images given, with Adam and a rate that falls to zero; nothing else about it is chosen.
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
  const { parameters } = judge;
  const state = adamState(initialWeights(parameters, seed));
  const perEpoch = Math.floor(digits.count / batch);
  const total = epochs * perEpoch;
  for (let step = 0; step < total; step++) {
    const order = shuffled(digits.count, seed, Math.floor(step / perEpoch));
    const indices = order.subarray((step % perEpoch) * batch, ((step % perEpoch) + 1) * batch);
    const labels = Uint8Array.from(indices, (k) => digits.labels[k]!);
    const gradients = tf.tidy(() => {
      const x = tf.tensor2d(pixelsOf(digits, indices), [batch, pixels]);
      const loss = (...tensors: Tensor[]) =>
        crossEntropy(tf, judge.apply(scopeOf(tf, parameters, tensors), x).logits, labels);
      return tf.grads(loss)(uploadWeights(tf, parameters, state.weights));
    });
    const gradient = new Float32Array(state.weights.length);
    let offset = 0;
    for (const g of gradients) {
      gradient.set(g.dataSync(), offset);
      offset += g.size;
    }
    tf.dispose(gradients);
    adam(state, gradient, rate * (1 - step / total));
    progress(step + 1, total);
  }
  return state.weights;
}

/** The judge's features and logits of n images, n x 784 pixels from 0 to 1. */
export function ask(tf: Tf, weights: Float32Array, images: Float32Array): Verdict<Float32Array> {
  const n = images.length / pixels;
  const verdict = { features: new Float32Array(n * 128), logits: new Float32Array(n * 10) };
  const tensors = uploadWeights(tf, judge.parameters, weights);
  const scope = scopeOf(tf, judge.parameters, tensors);
  for (let from = 0; from < n; from += 250) {
    const part = images.subarray(from * pixels, Math.min(n, from + 250) * pixels);
    tf.tidy(() => {
      const said = judge.apply(scope, tf.tensor2d(part, [part.length / pixels, pixels]));
      verdict.features.set(said.features.dataSync(), from * 128);
      verdict.logits.set(said.logits.dataSync(), from * 10);
    });
  }
  tf.dispose(tensors);
  return verdict;
}
