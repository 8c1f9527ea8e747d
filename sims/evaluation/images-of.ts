import { type Digits, pixels } from "../../mnist/data.ts";

/** The images of these numbers one behind the other, n x 784 in bytes. */
export function imagesOf({ images }: Digits, indices: ArrayLike<number>): Uint8Array {
  const out = new Uint8Array(indices.length * pixels);
  Array.from(indices).forEach((n, k) => {
    out.set(images.subarray(n * pixels, (n + 1) * pixels), k * pixels);
  });
  return out;
}
