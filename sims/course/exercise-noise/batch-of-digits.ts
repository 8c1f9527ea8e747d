import { type Digits, pixels } from "../../../mnist/index.ts";

/** The first image of each digit, 0 to 9, pixels from -1 to 1: 10 x 784. */
export function batchOfDigits({ images, labels }: Digits): Float64Array {
  const batch = new Float64Array(10 * pixels);
  for (let digit = 0; digit < 10; digit++) {
    const first = labels.indexOf(digit);
    for (let k = 0; k < pixels; k++) batch[digit * pixels + k] = (2 * images[first * pixels + k]) / 255 - 1;
  }
  return batch;
}
