import { integer } from "../src/check.ts";
import { DivergenceError } from "../src/refusal.ts";
import { adam, adamState } from "./adam.ts";
import type { Digits } from "./data.ts";
import type { LossGradient } from "./gradient.ts";
import { noisyClassifier } from "./noisy-classifier.ts";
import type { Shard } from "./score-matching.ts";
import { shardOf } from "./shard-of.ts";
import { shuffled } from "./shuffled.ts";
import { initialWeights } from "./weights.ts";

const rate = 2e-3;
/** Images a step, and how many of them are computed at a time: two halves, wherever they are computed. */
const batch = 128;
const half = 64;

/** The images of these numbers, in halves. */
const shardsOf = (digits: Digits, indices: Uint32Array, seed: bigint, step: number): Shard[] =>
  [indices.slice(0, half), indices.slice(half)].map((some) => shardOf(digits, some, seed, step));

/** What decides a training of the classifier, digit for digit. */
export interface ClassifierTraining {
  readonly seed: bigint;
  /** How often each image is seen. */
  readonly epochs: number;
  readonly signal?: AbortSignal | undefined;
  /** Loss and gradient of a shard (`noisyClassifierLoss`), wherever it is computed. */
  gradient(weights: Float32Array, shard: Shard): Promise<LossGradient>;
  /** Is told each step's mean cross entropy; the weights are borrowed. */
  moment(loss: number, step: number, steps: number, weights: Float32Array): void;
}

/**
 * Trains the classifier of noisy digits by Adam, with a learning rate that falls to zero. The result does not depend on how many
 * shards are computed at a time.
 *
 * @returns its weights
 * @throws DivergenceError where a loss is not finite
 */
export async function trainNoisyClassifier(
  digits: Digits,
  training: ClassifierTraining,
): Promise<Float32Array> {
  const { seed, epochs, signal, gradient, moment } = training;
  integer("epochs", epochs, { min: 1 });
  const state = adamState(initialWeights(noisyClassifier.parameters, seed));
  const perEpoch = Math.floor(digits.count / batch);
  integer("images", digits.count, { min: batch });
  const steps = epochs * perEpoch;
  let order: Uint32Array = new Uint32Array();
  for (let step = 0; step < steps && !signal?.aborted; step++) {
    const from = (step % perEpoch) * batch;
    if (from === 0) order = shuffled(digits.count, seed, step / perEpoch);
    const shards = shardsOf(digits, order.subarray(from, from + batch), seed, step);
    const [a, b] = await Promise.all(shards.map((shard) => gradient(state.weights, shard)));
    const loss = (a.loss + b.loss) / 2;
    if (!Number.isFinite(loss))
      throw new DivergenceError(`the classifier's loss at step ${step} is not finite`);
    adam(
      state,
      a.gradient.map((g, i) => (g + b.gradient[i]) / 2),
      rate * (1 - step / steps),
    );
    moment(loss, step + 1, steps, state.weights);
  }
  return state.weights;
}
