import { fillNormals } from "../src/noise/draw.ts";
import { purposes } from "../src/noise/purposes.ts";
import { pixels } from "./data.ts";
import { decisions } from "./decisions.ts";
import { noisyClassifier } from "./noisy-classifier.ts";
import type { Tf } from "./tf.ts";
import { scopeOf, uploadWeights } from "./weights.ts";

export interface ClassifierTest {
  readonly weights: Float32Array;
  /** n x 784, 0 to 255 */
  readonly images: Uint8Array;
  /** n, 0 to 9 */
  readonly labels: Uint8Array;
  /** Standard deviation of the noise on the images as 2 p - 1. */
  readonly sigma: number;
  readonly seed: bigint;
}

/** How many of the images the classifier recognises through noise of one level. */
export async function testNoisyClassifier(
  tf: Tf,
  { weights, images, labels, sigma, seed }: ClassifierTest,
): Promise<number> {
  const n = labels.length;
  const z = new Float64Array(n * pixels);
  fillNormals(z, { seed, purpose: purposes.trainingNoise, first: 0, width: pixels, step: 0, draw: 0 }, sigma);
  const { parameters } = noisyClassifier;
  const logits = tf.tidy(() => {
    const scope = scopeOf(tf, parameters, uploadWeights(tf, parameters, weights));
    const x = Float32Array.from(images, (p, i) => (2 * p) / 255 - 1 + z[i]);
    return noisyClassifier.apply(scope, tf.tensor2d(x, [n, pixels]), tf.fill([n], sigma));
  });
  const said = decisions(await logits.data<"float32">()).digits;
  logits.dispose();
  return said.filter((digit, k) => digit === labels[k]).length;
}
