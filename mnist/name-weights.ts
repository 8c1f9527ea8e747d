import type { Parameter } from "./layers/layer.ts";
import type { Safetensors } from "./safetensors.ts";
import { splitWeights } from "./weights.ts";

/** A flat array of weights as the named tensors of a file; `joinWeights` reads them back. */
export function nameWeights(parameters: readonly Parameter[], weights: Float32Array): Safetensors["tensors"] {
  const parts = splitWeights(parameters, weights);
  return new Map(
    parameters.map(({ name, shape }) => [name, { shape, values: parts.get(name) as Float32Array }]),
  );
}
