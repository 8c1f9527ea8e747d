import { fillNormals, fillUniforms } from "../src/noise/draw.ts";
import { purposes } from "../src/noise/purposes.ts";
import { pixels } from "./data.ts";
import type { Examples } from "./gradient.ts";
import type { Recipe } from "./recipes/recipe.ts";

/** Whose randomness it is: an image in a step. */
export interface Address {
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

/** Room for n examples, and what writes the k-th of them: an image noised to the time t, and what F should say. */
export function exampleWriter({ schedule, prediction, pixels: scale, condition }: Recipe, n: number) {
  const examples: Examples = {
    inputs: new Float32Array(n * pixels),
    noise: new Float32Array(n),
    labels: new Float32Array(n),
    targets: new Float32Array(n * pixels),
  };
  const x0 = new Float64Array(pixels);
  const z = new Float64Array(pixels);
  return {
    examples,
    /** y = x_0 + sigma z, where sigma is the noise of x_t / alpha. */
    write(k: number, image: Uint8Array, t: number, label: number, address: Address): void {
      const sigma = schedule.sigma(t) / schedule.alpha(t);
      const c = prediction.coefficients(sigma);
      fillData(x0, scale, image, address);
      fillNormals(z, { ...address, purpose: purposes.trainingNoise, width: pixels });
      for (let j = 0, i = k * pixels; j < pixels; j++, i++) {
        const x = x0[j] - prediction.mean;
        const y = x + sigma * z[j];
        examples.inputs[i] = c.in * y;
        examples.targets[i] = (x - c.skip * y) / c.out;
      }
      examples.noise[k] = condition(t);
      examples.labels[k] = label;
    },
  };
}
