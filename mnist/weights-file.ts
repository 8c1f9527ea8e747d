import { UsageError } from "../src/refusal.ts";
import { decodeSafetensors } from "./decode-safetensors.ts";
import { encodeSafetensors } from "./encode-safetensors.ts";
import { type Network, type NetworkSize, network } from "./network.ts";
import type { Precision } from "./safetensors.ts";
import { splitWeights } from "./weights.ts";

const format = "langevin digits 1";

/** A network with its weights, as a file has it. */
export interface TrainedNetwork {
  readonly size: NetworkSize;
  readonly network: Network;
  readonly weights: Float32Array;
}

/** A trained network as a .safetensors file that says its own size. */
export function encodeNetwork({ size, network, weights }: TrainedNetwork, precision: Precision): Uint8Array {
  const parts = splitWeights(network.parameters, weights);
  const tensors = new Map(
    network.parameters.map(({ name, shape }) => [name, { shape, values: parts.get(name) as Float32Array }]),
  );
  return encodeSafetensors({ tensors, metadata: { format, size: JSON.stringify(size) } }, precision);
}

function readSize(text: string | undefined, refuse: (got: unknown, expected: string) => never): NetworkSize {
  try {
    const { fine, coarse, blocks, embedding } = JSON.parse(text ?? "") as NetworkSize;
    const numbers = [fine, coarse, embedding, ...blocks];
    const fits = fine % 8 === 0 && coarse % 8 === 0 && blocks.length === 3;
    if (fits && numbers.every((n) => Number.isSafeInteger(n) && n >= 0 && n <= 1024)) {
      return { fine, coarse, blocks, embedding };
    }
  } catch {
    // refused below
  }
  return refuse(text, "the size of a network");
}

/**
 * Reads the file of a trained network.
 *
 * @param file what messages call it
 * @throws UsageError where the file is damaged or without the digest of its numbers, or its weights are not those of the network that it names
 */
export function decodeNetwork(bytes: Uint8Array, file: string): TrainedNetwork {
  const refuse = (got: unknown, expected: string, advice?: string): never => {
    throw new UsageError({ what: `weights file ${file}`, got, expected, advice });
  };
  const { tensors, metadata } = decodeSafetensors(bytes, file);
  if (metadata.format !== format) refuse(metadata.format, `format "${format}"`);
  if (metadata.sha256 === undefined)
    refuse("no sha256 in its metadata", "the digest of its numbers", "npx langevin mnist train writes it.");
  const size = readSize(metadata.size, refuse);
  const built = network(size);
  if (tensors.size !== built.parameters.length)
    refuse(`${tensors.size} tensors`, `${built.parameters.length}`);
  const parts = built.parameters.map(({ name, shape }) => {
    const tensor = tensors.get(name) ?? refuse(`no tensor ${name}`, "one of each parameter");
    if (String(tensor.shape) !== String(shape)) refuse(`${name} of shape [${tensor.shape}]`, `[${shape}]`);
    const bad = tensor.values.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) refuse(`${name} with ${tensor.values[bad]}`, "finite numbers");
    return tensor.values;
  });
  const weights = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    weights.set(part, offset);
    offset += part.length;
  }
  return { size, network: built, weights };
}
