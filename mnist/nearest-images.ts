import { pixels } from "./data.ts";
import type { Tf } from "./tf.ts";

/** Of each of n images. */
export interface Nearest {
  /** n: the L2 distance to it, pixels from 0 to 1 */
  readonly distances: Float64Array;
  /** n: which of the others it is */
  readonly indices: Uint32Array;
}

/** Other images that are compared at a time. */
const block = 4000;

/** |x - y|^2, exactly where two images are the same. */
function squaredDistance(x: Float32Array, i: number, y: Float32Array, j: number): number {
  let sum = 0;
  for (let k = 0; k < pixels; k++) sum += (x[i * pixels + k] - y[j * pixels + k]) ** 2;
  return sum;
}

function squares(x: Float32Array): Float64Array {
  const sums = new Float64Array(x.length / pixels);
  for (let k = 0; k < x.length; k++) sums[Math.floor(k / pixels)] += x[k] * x[k];
  return sums;
}

function floats(bytes: Uint8Array): Float32Array {
  const out = new Float32Array(bytes.length);
  for (let k = 0; k < bytes.length; k++) out[k] = bytes[k] / 255;
  return out;
}

/**
 * The nearest of other images to each image, by |x|^2 - 2 x y + |y|^2 with the products as one product of matrices.
 *
 * @param images n x 784 pixels, 0 to 1
 * @param others m x 784 pixels, 0 to 255
 */
export async function nearestImages(tf: Tf, images: Float32Array, others: Uint8Array): Promise<Nearest> {
  const n = images.length / pixels;
  const m = others.length / pixels;
  const least = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
  const found = { distances: new Float64Array(n), indices: new Uint32Array(n) };
  // transposed beforehand: the wasm backend multiplies by a transposed matrix ten times as slowly
  const columns = tf.tidy(() => tf.transpose(tf.tensor2d(images, [n, pixels])));
  for (let from = 0; from < m; from += block) {
    const part = floats(others.subarray(from * pixels, (from + block) * pixels));
    const own = squares(part);
    const products = tf.tidy(() => tf.matMul(tf.tensor2d(part, [own.length, pixels]), columns));
    const dots = await products.data();
    products.dispose();
    const best = new Int32Array(n).fill(-1);
    for (let j = 0; j < own.length; j++) {
      for (let i = 0; i < n; i++) {
        const squared = own[j] - 2 * dots[j * n + i];
        if (squared < least[i]) [least[i], best[i]] = [squared, j];
      }
    }
    best.forEach((j, i) => {
      if (j < 0) return;
      found.indices[i] = from + j;
      found.distances[i] = Math.sqrt(squaredDistance(images, i, part, j));
    });
  }
  columns.dispose();
  return found;
}
