import { UsageError } from "../src/refusal.ts";
import { decodeSafetensors } from "./decode-safetensors.ts";
import { encodeSafetensors } from "./encode-safetensors.ts";
import { joinWeights } from "./join-weights.ts";
import { nameWeights } from "./name-weights.ts";
import type { Network, NetworkSpec } from "./networks/network.ts";
import { networkOf } from "./networks/network-of.ts";
import type { Recipe } from "./recipes/recipe.ts";
import { recipeOf } from "./recipes/recipe-of.ts";
import type { Precision } from "./safetensors.ts";

const format = "langevin digits 2";
/** As the core's issue had it: the recipe is `edm`, the network `digits`, its size under older names. */
const olderFormat = "langevin digits 1";

/** A network with its weights, and the recipe that it was trained by, as a file has it. */
export interface TrainedNetwork {
  readonly recipe: Recipe;
  readonly spec: NetworkSpec;
  readonly network: Network;
  readonly weights: Float32Array;
}

/** A trained network as a .safetensors file that names its recipe and its network. */
export function encodeNetwork(
  { recipe, spec, network, weights }: TrainedNetwork,
  precision: Precision,
): Uint8Array {
  const metadata = {
    format,
    recipe: recipe.name,
    network: JSON.stringify({ name: spec.name, size: spec.size }),
  };
  return encodeSafetensors({ tensors: nameWeights(network.parameters, weights), metadata }, precision);
}

const parsed = (text: string | undefined): unknown => {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
};

type Metadata = Readonly<Record<string, string>>;
type Refuse = (got: unknown, expected: string, advice?: string) => never;

function readSpec(metadata: Metadata, refuse: Refuse): NetworkSpec {
  if (metadata.format === olderFormat) {
    const { fine, coarse, ...size } = (parsed(metadata.size) ?? {}) as Record<string, number>;
    return { name: "digits", size: { ...size, channels: [fine, coarse] } };
  }
  if (metadata.format !== format) refuse(metadata.format, `format "${format}" or "${olderFormat}"`);
  const spec = parsed(metadata.network) as Partial<NetworkSpec> | null | undefined;
  if (typeof spec?.name !== "string" || typeof spec.size !== "object" || spec.size === null)
    refuse(metadata.network, "name and size of a network");
  return spec as NetworkSpec;
}

/** What the file names, looked up; a refusal says in which file. */
function named<T>(look: () => T, refuse: Refuse): T {
  try {
    return look();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return refuse(error.message, "a recipe and a network of this version");
  }
}

/**
 * Reads the file of a trained network.
 *
 * @param file what messages call it
 * @throws UsageError where the file is damaged or without the digest of its numbers, or its weights are not those of the network that it names
 */
export function decodeNetwork(bytes: Uint8Array, file: string): TrainedNetwork {
  const refuse: Refuse = (got, expected, advice) => {
    throw new UsageError({ what: `weights file ${file}`, got, expected, advice });
  };
  const { tensors, metadata } = decodeSafetensors(bytes, file);
  const spec = readSpec(metadata, refuse);
  if (metadata.sha256 === undefined)
    refuse("no sha256 in its metadata", "the digest of its numbers", "npx langevin mnist train writes it.");
  const recipe = named(() => recipeOf(metadata.format === olderFormat ? "edm" : metadata.recipe), refuse);
  const network = named(() => networkOf(spec), refuse);
  return { recipe, spec, network, weights: joinWeights(network.parameters, tensors, refuse) };
}
