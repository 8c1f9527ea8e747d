import type { Parameter } from "./layers/layer.ts";
import type { Safetensors } from "./safetensors.ts";
import { countWeights } from "./weights.ts";

/**
 * The weights of these parameters from the tensors of a file, one behind the other.
 *
 * @param refuse is called where a tensor is missing, of another shape or not finite, or there are more
 */
export function joinWeights(
  parameters: readonly Parameter[],
  tensors: Safetensors["tensors"],
  refuse: (got: unknown, expected: string) => never,
): Float32Array {
  if (tensors.size !== parameters.length) refuse(`${tensors.size} tensors`, `${parameters.length}`);
  const weights = new Float32Array(countWeights(parameters));
  let offset = 0;
  for (const { name, shape } of parameters) {
    const tensor = tensors.get(name) ?? refuse(`no tensor ${name}`, "one of each parameter");
    if (String(tensor.shape) !== String(shape)) refuse(`${name} of shape [${tensor.shape}]`, `[${shape}]`);
    const bad = tensor.values.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) refuse(`${name} with ${tensor.values[bad]}`, "finite numbers");
    weights.set(tensor.values, offset);
    offset += tensor.values.length;
  }
  return weights;
}
