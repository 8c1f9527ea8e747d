import { finite, integer } from "../src/check.ts";
import { DivergenceError } from "../src/refusal.ts";
import { adam, adamState } from "./adam.ts";
import type { Digits } from "./data.ts";
import type { LossGradient } from "./gradient.ts";
import { fall, learningRate } from "./learning-rate.ts";
import type { Shard } from "./score-matching.ts";
import { orderOf, shards } from "./shards.ts";

/** What decides a training, digit for digit. */
export interface Training {
  readonly seed: bigint;
  /** Updates of the weights; Infinity to let `enough` decide. */
  readonly steps: number;
  /** Images an update; a multiple of `shard`. */
  readonly batch: number;
  /** Images whose gradient is computed at once; the gradients are added in order. */
  readonly shard: number;
  /** The learning rate at its highest. */
  readonly rate: number;
  /** Steps over which it rises to that. */
  readonly warmUp: number;
  /** The average of the weights forgets within this fraction of the steps so far. */
  readonly memory: number;
}

export const defaultTraining = {
  steps: 4000,
  batch: 64,
  shard: 32,
  rate: 2e-3,
  warmUp: 100,
  memory: 0.05,
} as const;

/** Where training is after a step. */
export interface Moment {
  readonly step: number;
  /** Mean squared error of the network over this step's batch. */
  readonly loss: number;
  /** How many there will be, as soon as that is known. */
  readonly steps: number;
  readonly rate: number;
  /** Root of the sum of squares of the gradient. */
  readonly gradientNorm: number;
  /** The average of the weights, borrowed. */
  readonly average: Float32Array;
}

export interface Helpers {
  /** Loss and gradient of one shard, wherever it is computed. */
  gradient(weights: Float32Array, shard: Shard): Promise<LossGradient>;
  /** Stops between two steps. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Where `steps` is infinite: whether the learning rate shall fall from now on, to zero after a quarter
   * more.
   */
  enough?(step: number): boolean;
  moment?(moment: Moment): void | Promise<void>;
}

/** The gradient is scaled down to this norm where it is longer. */
const clip = 1;

function check({ steps, batch, shard, rate, warmUp, memory }: Training): void {
  if (steps !== Infinity) integer("steps", steps, { min: 1 });
  integer("images a shard", shard, { min: 1 });
  integer("images a batch", batch, { min: shard });
  integer("shards a batch", batch / shard, { min: 1 });
  integer("steps of warm-up", warmUp, { min: 1 });
  finite("learning rate", rate, { above: 0 });
  finite("memory of the average", memory, { above: 0, max: 1 });
}

/** The mean of the shards' losses and gradients, added in their order. */
function mean(parts: readonly LossGradient[]): LossGradient {
  const gradient = new Float32Array(parts[0].gradient.length);
  for (const part of parts) {
    for (let i = 0; i < gradient.length; i++) gradient[i] = gradient[i] + part.gradient[i] / parts.length;
  }
  return { loss: parts.reduce((sum, { loss }) => sum + loss / parts.length, 0), gradient };
}

/** Scales a gradient down to the norm `clip`, in place; returns the norm that it had. */
function clipped(gradient: Float32Array): number {
  let sum = 0;
  for (const g of gradient) sum += g * g;
  const norm = Math.sqrt(sum);
  if (norm > clip) for (let i = 0; i < gradient.length; i++) gradient[i] = (gradient[i] * clip) / norm;
  return norm;
}

/**
 * Trains by denoising score matching with Adam. The result depends on `training`, the data and the initial
 * weights only, not on how many shards are computed at a time.
 *
 * Under a limit of time instead of steps, the number of steps that came of it gives the same result again.
 *
 * @param initial weights to start from
 * @returns the average of the weights over the last part of the training, and the step that it reached
 * @throws DivergenceError at the first loss or gradient that is not finite
 */
export async function train(
  digits: Digits,
  initial: Float32Array,
  asked: Training,
  { gradient, signal, enough, moment }: Helpers,
): Promise<{ average: Float32Array; step: number }> {
  check(asked);
  let training = asked;
  const state = adamState(initial.slice());
  const average = initial.slice();
  const order = orderOf(digits.count, training.seed);
  while (state.step < training.steps && !signal?.aborted) {
    const { step } = state;
    const parts = [...shards(digits, training, step, order)].map((shard) => gradient(state.weights, shard));
    const total = mean(await Promise.all(parts));
    const gradientNorm = clipped(total.gradient);
    if (!Number.isFinite(total.loss) || !Number.isFinite(gradientNorm)) {
      throw new DivergenceError(
        `the loss at step ${step} is not finite. Take a smaller learning rate (--rate).`,
      );
    }
    const rate = learningRate(training, step);
    adam(state, total.gradient, rate);
    const forget = 1 / (1 + training.memory * state.step);
    for (let i = 0; i < average.length; i++)
      average[i] = average[i] + forget * (state.weights[i] - average[i]);
    if (training.steps === Infinity && enough?.(state.step)) {
      training = { ...training, steps: Math.ceil(state.step / (1 - fall)) };
    }
    await moment?.({
      step: state.step,
      steps: training.steps,
      loss: total.loss,
      rate,
      gradientNorm,
      average,
    });
  }
  return { average, step: state.step };
}
