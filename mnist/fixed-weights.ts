import { UsageError } from "../src/refusal.ts";
import { decodeSafetensors } from "./decode-safetensors.ts";
import { encodeSafetensors } from "./encode-safetensors.ts";
import { joinWeights } from "./join-weights.ts";
import type { Parameter } from "./layers/layer.ts";
import { nameWeights } from "./name-weights.ts";

/** A network of one architecture, as messages and its files call it. */
export interface FixedNetwork {
  readonly what: string;
  /** What a file says that it is. */
  readonly format: string;
  /** The command that makes one. */
  readonly command: string;
  readonly parameters: readonly Parameter[];
}

/** The weights of such a network as a .safetensors file in float16. */
export const encodeFixed = ({ parameters, format }: FixedNetwork, weights: Float32Array): Uint8Array =>
  encodeSafetensors({ tensors: nameWeights(parameters, weights), metadata: { format } }, "F16");

/**
 * Reads the weights of such a network.
 *
 * @param file what messages call it
 * @throws UsageError where it is damaged, or the file of something else
 */
export function decodeFixed(
  { what, format, command, parameters }: FixedNetwork,
  bytes: Uint8Array,
  file: string,
): Float32Array {
  const refuse = (got: unknown, expected: string): never => {
    throw new UsageError({ what: `${what} ${file}`, got, expected, advice: `${command} makes one.` });
  };
  const { tensors, metadata } = decodeSafetensors(bytes, file);
  if (metadata.format !== format) refuse(metadata.format, `format "${format}"`);
  if (metadata.sha256 === undefined) refuse("no sha256 in its metadata", "the digest of its numbers");
  return joinWeights(parameters, tensors, refuse);
}
