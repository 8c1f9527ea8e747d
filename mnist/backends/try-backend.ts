import type { Tensor4D } from "@tensorflow/tfjs-core";
import type { Tf } from "../tf.ts";
import type { BackendChoice, Device } from "./backend.ts";
import { loadBackend } from "./load-backend.ts";
import { startBackend } from "./start-backend.ts";

/** Ones convolved with ones: how many of the 3 x 3 taps fall into an image of 4 x 4. */
const sums = [4, 6, 6, 4, 6, 9, 9, 6, 6, 9, 9, 6, 4, 6, 6, 4];
/** The derivative of the mean of their squares by a tap: an eighth of the sum of what it meets. */
const slopes = [8, 10, 8, 10, 12.5, 10, 8, 10, 8];

/** Both of them as this backend has them. */
async function convolve(tf: Tf): Promise<number[]> {
  const image = tf.ones([1, 4, 4, 1]) as Tensor4D;
  const taps = tf.ones([3, 3, 1, 1]) as Tensor4D;
  const y = tf.conv2d(image, taps, 1, "same");
  const slope = tf.grad((w) => tf.mean(tf.square(tf.conv2d(image, w as Tensor4D, 1, "same"))))(taps);
  const read = await Promise.all([y, slope].map((tensor) => tensor.data<"float32">()));
  tf.dispose([image, taps, y, slope]);
  return read.flatMap((values) => [...values]);
}

/**
 * Starts a backend and computes a convolution and its gradient with it, at which a broken installation fails.
 *
 * @throws MissingPartError with the command that installs what is missing
 * @throws Error where the numbers are wrong
 */
export async function tryBackend(choice: BackendChoice): Promise<Device> {
  const { tf: _, ...device } = await startBackend(choice);
  const got = await convolve(await loadBackend(choice));
  const expected = [...sums, ...slopes];
  if (expected.every((value, k) => Math.abs(got[k] - value) < 1e-2)) return device;
  throw new Error(`a convolution and its gradient on ${choice.name} gave ${got}, expected ${expected}`);
}
