import { type Digits, pixels } from "./data.ts";

/** The images of these numbers as pixels from 0 to 1, row-major n x 784. */
export function pixelsOf({ images }: Digits, indices: ArrayLike<number>): Float32Array {
  const out = new Float32Array(indices.length * pixels);
  for (let k = 0; k < indices.length; k++) {
    const image = images.subarray(indices[k] * pixels, (indices[k] + 1) * pixels);
    for (let j = 0; j < pixels; j++) out[k * pixels + j] = image[j] / 255;
  }
  return out;
}
