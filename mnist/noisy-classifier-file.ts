import { UsageError } from "../src/refusal.ts";
import { decodeSafetensors } from "./decode-safetensors.ts";
import { encodeSafetensors } from "./encode-safetensors.ts";
import { joinWeights } from "./join-weights.ts";
import { noisyClassifier } from "./noisy-classifier.ts";
import { splitWeights } from "./weights.ts";

const format = "langevin noisy classifier 1";

/** The weights of a classifier of noisy digits as a .safetensors file in float16. */
export function encodeNoisyClassifier(weights: Float32Array): Uint8Array {
  const { parameters } = noisyClassifier;
  const parts = splitWeights(parameters, weights);
  const tensors = new Map(
    parameters.map(({ name, shape }) => [name, { shape, values: parts.get(name) as Float32Array }]),
  );
  return encodeSafetensors({ tensors, metadata: { format } }, "F16");
}

/**
 * Reads the weights of a classifier of noisy digits.
 *
 * @param file what messages call it
 * @throws UsageError where it is damaged, or the file of something else
 */
export function decodeNoisyClassifier(bytes: Uint8Array, file: string): Float32Array {
  const refuse = (got: unknown, expected: string): never => {
    const advice = "npx langevin mnist classifier makes one.";
    throw new UsageError({ what: `classifier ${file}`, got, expected, advice });
  };
  const { tensors, metadata } = decodeSafetensors(bytes, file);
  if (metadata.format !== format) refuse(metadata.format, `format "${format}"`);
  if (metadata.sha256 === undefined) refuse("no sha256 in its metadata", "the digest of its numbers");
  return joinWeights(noisyClassifier.parameters, tensors, refuse);
}
