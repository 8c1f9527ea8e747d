import { fillNormals, fillUniforms } from "../src/noise/draw.ts";
import { purposes } from "../src/noise/purposes.ts";
import { pixels } from "./data.ts";
import type { Examples } from "./gradient.ts";
import type { Recipe } from "./recipes/recipe.ts";

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

/** Whose randomness it is: an image in a step. */
interface Address {
  readonly seed: bigint;
  readonly first: number;
  readonly step: number;
  readonly draw: 0;
}

/** x_0 from an image's bytes, into `out`. */
function fillData(out: Float64Array, scale: Recipe["pixels"], image: Uint8Array, address: Address): void {
  if (scale === "centred") {
    for (let j = 0; j < pixels; j++) out[j] = (2 * image[j]) / 255 - 1;
    return;
  }
  fillUniforms(out, { ...address, purpose: purposes.dequantisation, width: pixels });
  for (let j = 0; j < pixels; j++) out[j] = (image[j] + out[j]) / 256;
}

/** A number of the image's own, uniform or normal. */
const one = (fill: typeof fillUniforms, address: Address, purpose: keyof typeof purposes): number => {
  const out = new Float64Array(1);
  fill(out, { ...address, purpose: purposes[purpose], width: 1 });
  return out[0];
};

const told = (labels: Recipe["labels"], label: number, address: Address): number => {
  if (labels === "given") return label;
  return labels === "none" || one(fillUniforms, address, "labelDrop") < labels.drop ? noLabel : label;
};

/**
 * Denoising score matching: each image is noised at a level of its own, y = x_0 + sigma z, and F shall say what the
 * recipe's prediction leaves to it. P. Vincent (2011), doi:10.1162/NECO_a_00142. All noise has the address (image, step),
 * so an image's part in a step does not depend on what else is in the batch.
 */
export function examplesOf(recipe: Recipe, { seed, step, indices, images, labels }: Shard): Examples {
  const { schedule, prediction } = recipe;
  const n = indices.length;
  const examples = {
    inputs: new Float32Array(n * pixels),
    noise: new Float32Array(n),
    labels: new Float32Array(n),
    targets: new Float32Array(n * pixels),
  };
  const x0 = new Float64Array(pixels);
  const z = new Float64Array(pixels);
  for (let k = 0; k < n; k++) {
    const address: Address = { seed, first: indices[k], step, draw: 0 };
    const t = recipe.time(one(fillUniforms, address, "noiseLevel"), one(fillNormals, address, "noiseLevel"));
    const sigma = schedule.sigma(t) / schedule.alpha(t);
    const c = prediction.coefficients(sigma);
    fillData(x0, recipe.pixels, images.subarray(k * pixels, (k + 1) * pixels), address);
    fillNormals(z, { ...address, purpose: purposes.trainingNoise, width: pixels });
    for (let j = 0, i = k * pixels; j < pixels; j++, i++) {
      const x = x0[j] - prediction.mean;
      const y = x + sigma * z[j];
      examples.inputs[i] = c.in * y;
      examples.targets[i] = (x - c.skip * y) / c.out;
    }
    examples.noise[k] = recipe.condition(t);
    examples.labels[k] = told(recipe.labels, labels[k], address);
  }
  return examples;
}
