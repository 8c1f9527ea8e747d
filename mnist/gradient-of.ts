import type { Tensor } from "@tensorflow/tfjs-core";
import { computed, type Numbers } from "./computed.ts";
import type { Parameter, Scope } from "./layers/layer.ts";
import type { Tf } from "./tf.ts";
import { scopeOf, shapedWeights } from "./weights.ts";

/** Of a loss: itself, and its gradient in the weights. */
export interface LossGradient {
  readonly loss: number;
  /** As long as the weights, in their order. */
  readonly gradient: Float32Array;
}

/**
 * A number, of weights and of what else it is told, which depends on nothing else: it reads no tensor and draws no random numbers.
 * The same function each time is recorded on TensorFlow's own library, a new one is not.
 */
export type Loss = (scope: Scope, ...told: Tensor[]) => Tensor;

/** What a loss depends on. */
export interface LossArguments {
  readonly parameters: readonly Parameter[];
  /** One after the other, as the parameters are. */
  readonly weights: Float32Array;
  readonly told: readonly Numbers[];
}

/** A loss and its gradient in the weights by automatic differentiation. */
export async function gradientOf(
  tf: Tf,
  loss: Loss,
  { parameters, weights, told }: LossArguments,
): Promise<LossGradient> {
  const split = shapedWeights(parameters, weights);
  const [[value], ...grads] = await computed(tf, loss, [...split, ...told], (tensors) => {
    const [w, rest] = [tensors.slice(0, split.length), tensors.slice(split.length)];
    const found = tf.valueAndGrads((...w: Tensor[]) => loss(scopeOf(tf, parameters, w), ...rest))(w);
    return [found.value, ...found.grads];
  });
  const gradient = new Float32Array(weights.length);
  let offset = 0;
  for (const part of grads) {
    gradient.set(part, offset);
    offset += part.length;
  }
  return { loss: value, gradient };
}
