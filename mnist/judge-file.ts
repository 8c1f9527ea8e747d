import { UsageError } from "../src/refusal.ts";
import { decodeSafetensors } from "./decode-safetensors.ts";
import { encodeSafetensors } from "./encode-safetensors.ts";
import { joinWeights } from "./join-weights.ts";
import { judge } from "./judge.ts";
import { splitWeights } from "./weights.ts";

const format = "langevin judge 1";

/** A judge's weights as a .safetensors file in float16. */
export function encodeJudge(weights: Float32Array): Uint8Array {
  const parts = splitWeights(judge.parameters, weights);
  const tensors = new Map(
    judge.parameters.map(({ name, shape }) => [name, { shape, values: parts.get(name) as Float32Array }]),
  );
  return encodeSafetensors({ tensors, metadata: { format } }, "F16");
}

/**
 * Reads the weights of a judge.
 *
 * @param file what messages call it
 * @throws UsageError where it is damaged, or the file of something else
 */
export function decodeJudge(bytes: Uint8Array, file: string): Float32Array {
  const refuse = (got: unknown, expected: string): never => {
    const advice = "npx langevin mnist judge makes one.";
    throw new UsageError({ what: `judge ${file}`, got, expected, advice });
  };
  const { tensors, metadata } = decodeSafetensors(bytes, file);
  if (metadata.format !== format) refuse(metadata.format, `format "${format}"`);
  if (metadata.sha256 === undefined) refuse("no sha256 in its metadata", "the digest of its numbers");
  return joinWeights(judge.parameters, tensors, refuse);
}
