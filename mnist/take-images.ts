import { pixels } from "./data.ts";

/** The images of these numbers one behind the other, n x 784, of an array of images of either type. */
export function takeImages(images: Uint8Array, indices: ArrayLike<number>): Uint8Array;
export function takeImages(images: Float32Array, indices: ArrayLike<number>): Float32Array;
export function takeImages(images: Uint8Array | Float32Array, indices: ArrayLike<number>): typeof images {
  const length = indices.length * pixels;
  const out = images instanceof Float32Array ? new Float32Array(length) : new Uint8Array(length);
  for (let k = 0; k < indices.length; k++) {
    out.set(images.subarray(indices[k] * pixels, (indices[k] + 1) * pixels), k * pixels);
  }
  return out;
}
