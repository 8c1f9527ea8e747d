import { integer } from "../src/check.ts";
import { adam, adamState } from "./adam.ts";
import { batchGradient } from "./batch-gradient.ts";
import type { Digits } from "./data.ts";
import { finiteNorm } from "./finite-norm.ts";
import type { LossGradient } from "./gradient-of.ts";
import { noisyClassifier } from "./noisy-classifier.ts";
import type { Shard } from "./score-matching.ts";
import { orderOf, shards, stepsPerEpoch } from "./shards.ts";
import { initialWeights } from "./weights.ts";

const rate = 2e-3;
/** Images a step, and how many of them are computed at a time: two halves, wherever they are computed. */
const batch = 128;
const half = 64;

/** What decides a training of the classifier, digit for digit. */
export interface ClassifierTraining {
  readonly seed: bigint;
  /** How often each image is seen. */
  readonly epochs: number;
  readonly signal?: AbortSignal | undefined;
  /** Loss and gradient of a shard (`noisyClassifierLoss`), wherever it is computed. */
  gradient(weights: Float32Array, shard: Shard): Promise<LossGradient>;
  /** Is told each step's mean cross entropy, and the weights that have it, which are borrowed. */
  moment(loss: number, step: number, steps: number, weights: Float32Array): void;
}

/**
 * Trains the classifier of noisy digits by Adam, with a learning rate that falls to zero. The result does not depend on how many
 * shards are computed at a time; the last batch of an epoch has what is left.
 *
 * @returns its weights
 * @throws DivergenceError where a loss or a gradient is not finite
 */
export async function trainNoisyClassifier(
  digits: Digits,
  training: ClassifierTraining,
): Promise<Float32Array> {
  const { seed, epochs, signal, gradient, moment } = training;
  integer("epochs", epochs, { min: 1 });
  const state = adamState(initialWeights(noisyClassifier.parameters, seed));
  const order = orderOf(digits.count, seed);
  const steps = epochs * stepsPerEpoch(digits.count, batch);
  for (let step = 0; step < steps && !signal?.aborted; step++) {
    const cut = [...shards(digits, { seed, batch, shard: half }, step, order)];
    const total = await batchGradient(state.weights, cut, gradient);
    finiteNorm(total, { step: step + 1, whose: "the classifier's" });
    moment(total.loss, step + 1, steps, state.weights);
    adam(state, total.gradient, rate * (1 - step / steps));
  }
  return state.weights;
}
