import { fillNormals, fillUniforms } from "../src/noise/draw.ts";
import { type Purpose, purposes } from "../src/noise/purposes.ts";
import { pixels } from "./data.ts";
import { type Address, exampleWriter } from "./example-writer.ts";
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

/** A number of the image's own, uniform or normal. */
const one = (fill: typeof fillUniforms, address: Address, purpose: Purpose): number => {
  const out = new Float64Array(1);
  fill(out, { ...address, purpose, width: 1 });
  return out[0];
};

const told = (labels: Recipe["labels"], label: number, address: Address): number => {
  if (labels === "given") return label;
  return labels === "none" || one(fillUniforms, address, purposes.labelDrop) < labels.drop ? noLabel : label;
};

/**
 * Denoising score matching: each image is noised at a level of its own, y = x_0 + sigma z, and F shall say what the
 * recipe's prediction leaves to it. P. Vincent (2011), doi:10.1162/NECO_a_00142. All noise has the address (image, step),
 * so an image's part in a step does not depend on what else is in the batch.
 */
export function examplesOf(recipe: Recipe, { seed, step, indices, images, labels }: Shard): Examples {
  const { examples, write } = exampleWriter(recipe, indices.length);
  indices.forEach((first, k) => {
    const address: Address = { seed, first, step, draw: 0 };
    const u = one(fillUniforms, address, purposes.noiseLevel);
    const z = one(fillNormals, address, purposes.noiseLevel);
    const image = images.subarray(k * pixels, (k + 1) * pixels);
    write(k, image, recipe.time(u, z), told(recipe.labels, labels[k], address), address);
  });
  return examples;
}
