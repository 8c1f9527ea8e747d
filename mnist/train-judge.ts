import type { Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import { integer } from "../src/check.ts";
import { fillUniforms } from "../src/noise/draw.ts";
import { purposes } from "../src/noise/purposes.ts";
import { adam, adamState } from "./adam.ts";
import { type Digits, pixels } from "./data.ts";
import { finiteNorm } from "./finite-norm.ts";
import { gradientOf, type Loss } from "./gradient-of.ts";
import { judge } from "./judge.ts";
import { crossEntropy } from "./layers/cross-entropy.ts";
import { pixelsOf } from "./pixels-of.ts";
import { orderOf, stepsPerEpoch } from "./shards.ts";
import type { Tf } from "./tf.ts";
import { initialWeights } from "./weights.ts";

const rate = 1.5e-3;
const batch = 100;

/** The mean cross entropy over a batch. */
const loss: Loss = (scope, images, labels) =>
  crossEntropy(scope.tf, judge.apply(scope, images as Tensor2D).logits, labels as Tensor1D);

/** Each image moved by -1, 0 or 1 pixels along each axis, by its own noise in each epoch; background comes in. */
function shifted(images: Float32Array, indices: Uint32Array, seed: bigint, epoch: number): Float32Array {
  const out = new Float32Array(images.length);
  const u = new Float64Array(2);
  indices.forEach((first, k) => {
    fillUniforms(u, { seed, purpose: purposes.imageShift, first, width: 2, step: epoch, draw: 0 });
    const [down, right] = [...u].map((v) => Math.floor(3 * v) - 1);
    for (let row = Math.max(0, down); row < Math.min(28, 28 + down); row++) {
      for (let column = Math.max(0, right); column < Math.min(28, 28 + right); column++) {
        out[k * pixels + 28 * row + column] = images[k * pixels + 28 * (row - down) + column - right];
      }
    }
  });
  return out;
}

/**
 * Trains the judge by Adam on images that are shifted by up to a pixel, with a learning rate that falls to zero. Images, order
 * and start are all that decides: it never sees a drawn digit.
 *
 * @param epochs how often each image is seen
 * @param moment is told each step's mean cross entropy
 * @returns its weights
 * @throws DivergenceError where a loss or a gradient is not finite
 */
export async function trainJudge(
  tf: Tf,
  digits: Digits,
  seed: bigint,
  epochs = 1,
  moment: (loss: number, done: number, total: number) => void = () => {},
): Promise<Float32Array> {
  integer("epochs", epochs, { min: 1 });
  const state = adamState(initialWeights(judge.parameters, seed));
  const perEpoch = stepsPerEpoch(digits.count, batch);
  const total = epochs * perEpoch;
  const order = orderOf(digits.count, seed);
  for (let step = 0; step < total; step++) {
    const epoch = Math.floor(step / perEpoch);
    const from = (step % perEpoch) * batch;
    const indices = order(epoch).subarray(from, from + batch);
    const labels = Float32Array.from(indices, (k) => digits.labels[k]);
    const images = shifted(pixelsOf(digits, indices), indices, seed, epoch);
    const told = [
      { shape: [labels.length, pixels], values: images },
      { shape: [labels.length], values: labels },
    ];
    const found = await gradientOf(tf, loss, { parameters: judge.parameters, weights: state.weights, told });
    finiteNorm(found, { step: step + 1, whose: "the judge's" });
    adam(state, found.gradient, rate * (1 - step / total));
    moment(found.loss, step + 1, total);
  }
  return state.weights;
}
