import { decodeFixed, encodeFixed, type FixedNetwork } from "./fixed-weights.ts";
import { noisyClassifier } from "./noisy-classifier.ts";

const kind: FixedNetwork = {
  what: "classifier",
  format: "langevin noisy classifier 1",
  command: "npx langevin mnist classifier",
  parameters: noisyClassifier.parameters,
};

/** The weights of a classifier of noisy digits as a .safetensors file in float16. */
export const encodeNoisyClassifier = (weights: Float32Array): Uint8Array => encodeFixed(kind, weights);

/**
 * Reads them back.
 *
 * @param file what messages call it
 * @throws UsageError where it is damaged, or the file of something else
 */
export const decodeNoisyClassifier = (bytes: Uint8Array, file: string): Float32Array =>
  decodeFixed(kind, bytes, file);
