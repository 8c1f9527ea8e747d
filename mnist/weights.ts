import type { Tensor } from "@tensorflow/tfjs-core";
import { fillNormals } from "../src/noise/draw.ts";
import { purposes } from "../src/noise/purposes.ts";
import { UsageError } from "../src/refusal.ts";
import type { Numbers } from "./computed.ts";
import type { Parameter, Scope } from "./layers/layer.ts";
import type { Tf } from "./tf.ts";

const size = (shape: readonly number[]): number => shape.reduce((product, n) => product * n, 1);

/** How many numbers the parameters have together. */
export const countWeights = (parameters: readonly Parameter[]): number =>
  parameters.reduce((sum, { shape }) => sum + size(shape), 0);

/** The part of a flat array of weights that belongs to each parameter, in the order of the list. */
export function splitWeights(
  parameters: readonly Parameter[],
  weights: Float32Array,
): Map<string, Float32Array> {
  const parts = new Map<string, Float32Array>();
  let offset = 0;
  for (const { name, shape } of parameters) {
    if (parts.has(name))
      throw new UsageError({ what: "name of a parameter", got: name, expected: "a new one" });
    parts.set(name, weights.subarray(offset, offset + size(shape)));
    offset += size(shape);
  }
  if (offset !== weights.length) {
    throw new UsageError({
      what: "weights",
      got: `${weights.length} numbers`,
      expected: `${offset} numbers`,
    });
  }
  return parts;
}

/** Weights before training: N(0, scale^2), by the noise of the seed; particle = number of the parameter. */
export function initialWeights(parameters: readonly Parameter[], seed: bigint): Float32Array {
  const weights = new Float32Array(countWeights(parameters));
  const parts = splitWeights(parameters, weights);
  parameters.forEach(({ name, scale }, first) => {
    const part = parts.get(name) as Float32Array;
    if (scale === 0) return;
    const values = new Float64Array(part.length);
    fillNormals(
      values,
      { seed, purpose: purposes.weights, first, width: part.length, step: 0, draw: 0 },
      scale,
    );
    part.set(values);
  });
  return weights;
}

/** The numbers of each parameter with their shape, in the order of the list. */
export function shapedWeights(parameters: readonly Parameter[], weights: Float32Array): Numbers[] {
  const parts = splitWeights(parameters, weights);
  return parameters.map(({ name, shape }) => ({ shape, values: parts.get(name) as Float32Array }));
}

/** Uploads weights, one tensor a parameter; whoever asks disposes them. */
export const uploadWeights = (tf: Tf, parameters: readonly Parameter[], weights: Float32Array): Tensor[] =>
  shapedWeights(parameters, weights).map(({ shape, values }) => tf.tensor(values, [...shape]));

/** What layers see of weights that are tensors already. */
export function scopeOf(tf: Tf, parameters: readonly Parameter[], tensors: readonly Tensor[]): Scope {
  const byName = new Map(parameters.map(({ name }, k) => [name, tensors[k]]));
  return {
    tf,
    weight<T extends Tensor>(name: string): T {
      const tensor = byName.get(name);
      if (tensor === undefined) throw new UsageError({ what: "weight", got: name, expected: "a parameter" });
      return tensor as T;
    },
  };
}
