import { preconditioning } from "../src/denoisers/preconditioning.ts";
import { fillNormals, fillUniforms } from "../src/noise/draw.ts";
import { purposes } from "../src/noise/purposes.ts";
import { pixels } from "./data.ts";
import { dataMoments, trainingNoise } from "./edm.ts";
import type { Examples } from "./gradient.ts";

/** Some of a step's images. */
export interface Shard {
  readonly seed: bigint;
  /** Number of the optimiser's step. */
  readonly step: number;
  /** n: numbers of the images in the data */
  readonly indices: Uint32Array;
  /** n x 784, 0 to 255 */
  readonly images: Uint8Array;
  /** n, 0 to 9 */
  readonly labels: Uint8Array;
}

/** The label of an image whose label is not told. */
export const noLabel = 10;
/** How often it is not told in training. */
export const dropRate = 0.1;

/**
 * Denoising score matching: x = 2 p - 1, noised at a level of its own; F shall say what of x preconditioning
 * leaves to it. P. Vincent (2011), doi:10.1162/NECO_a_00142. All noise has the address (image, step), so an
 * image's part in a step does not depend on what else is in the batch.
 */
export function examplesOf({ seed, step, indices, images, labels }: Shard): Examples {
  const n = indices.length;
  const examples = {
    inputs: new Float32Array(n * pixels),
    noise: new Float32Array(n),
    labels: new Float32Array(n),
    targets: new Float32Array(n * pixels),
  };
  const one = new Float64Array(1);
  const z = new Float64Array(pixels);
  for (let k = 0; k < n; k++) {
    const address = { seed, first: indices[k], step, draw: 0 };
    fillNormals(one, { ...address, purpose: purposes.noiseLevel, width: 1 }, trainingNoise.deviation);
    const sigma = Math.exp(trainingNoise.mean + one[0]);
    const c = preconditioning(sigma, dataMoments);
    fillNormals(z, { ...address, purpose: purposes.trainingNoise, width: pixels }, sigma);
    for (let j = 0, i = k * pixels; j < pixels; j++, i++) {
      const x = (2 * images[i]) / 255 - 1 - dataMoments.mean;
      const y = x + z[j];
      examples.inputs[i] = c.in * y;
      examples.targets[i] = (x - c.skip * y) / c.out;
    }
    fillUniforms(one, { ...address, purpose: purposes.labelDrop, width: 1 });
    examples.labels[k] = one[0] < dropRate ? noLabel : labels[k];
    examples.noise[k] = c.noise;
  }
  return examples;
}
