import { pixels } from "./data.ts";

/** The images of these numbers one behind the other, n x 784, of an array of images of either type. */
export function takeImages<T extends Uint8Array | Float32Array>(images: T, indices: ArrayLike<number>): T {
  const out = new (images.constructor as new (length: number) => T)(indices.length * pixels);
  for (let k = 0; k < indices.length; k++) {
    out.set(images.subarray(indices[k] * pixels, (indices[k] + 1) * pixels), k * pixels);
  }
  return out;
}
