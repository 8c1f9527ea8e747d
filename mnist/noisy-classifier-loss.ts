import type { Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import { fillNormals, fillUniforms } from "../src/noise/draw.ts";
import { purposes } from "../src/noise/purposes.ts";
import { pixels } from "./data.ts";
import { gradientOf, type Loss, type LossGradient } from "./gradient-of.ts";
import { crossEntropy } from "./layers/cross-entropy.ts";
import { noiseRange, noisyClassifier } from "./noisy-classifier.ts";
import type { Shard } from "./score-matching.ts";
import type { Tf } from "./tf.ts";

/** Images as 2 p - 1, n x 784, each with noise of a level of its own, uniform in ln sigma; by the address (image, step). */
export function noisyImages({ seed, step, indices, images }: Shard): {
  x: Float32Array;
  sigma: Float32Array;
} {
  const x = Float32Array.from(images, (p) => (2 * p) / 255 - 1);
  const sigma = new Float32Array(indices.length);
  const u = new Float64Array(1);
  const z = new Float64Array(pixels);
  const { least, most } = noiseRange;
  indices.forEach((first, k) => {
    const address = { seed, first, step, draw: 0 };
    fillUniforms(u, { ...address, purpose: purposes.noiseLevel, width: 1 });
    sigma[k] = least * (most / least) ** u[0];
    fillNormals(z, { ...address, purpose: purposes.trainingNoise, width: pixels }, sigma[k]);
    for (let j = 0; j < pixels; j++) x[k * pixels + j] += z[j];
  });
  return { x, sigma };
}

/** The mean of -log p(label | x). */
const loss: Loss = (scope, images, levels, labels) =>
  crossEntropy(
    scope.tf,
    noisyClassifier.apply(scope, images as Tensor2D, levels as Tensor1D),
    labels as Tensor1D,
  );

/** The mean of -log p(label | x) over a shard of noised images, and its gradient in the weights. */
export function noisyClassifierLoss(tf: Tf, weights: Float32Array, shard: Shard): Promise<LossGradient> {
  const { x, sigma } = noisyImages(shard);
  const n = sigma.length;
  const told = [
    { shape: [n, pixels], values: x },
    { shape: [n], values: sigma },
    { shape: [n], values: Float32Array.from(shard.labels) },
  ];
  return gradientOf(tf, loss, { parameters: noisyClassifier.parameters, weights, told });
}
