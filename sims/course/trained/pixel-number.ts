import { type Digits, pixels } from "../../../mnist/data.ts";
import { averageOf } from "../average-of.ts";
import type { CourseNumber } from "../entry.ts";

/** The mean pixel of drawn digits, with the spread between them, beside that of the training images. */
export function pixelNumber(images: Float32Array, training: Digits): CourseNumber {
  const each = Float64Array.from({ length: images.length / pixels }, (_, n) =>
    images.subarray(n * pixels, (n + 1) * pixels).reduce((sum, p) => sum + p / pixels, 0),
  );
  const real = training.images.reduce((sum, p) => sum + p, 0) / (255 * training.images.length);
  return {
    key: "pixel",
    quantity: `mean of a pixel, 0 to 1; ${real.toFixed(4)} in the training images`,
    ...averageOf(each),
  };
}
