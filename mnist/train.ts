import { checkSeed, finite, integer } from "../src/check.ts";
import { adam } from "./adam.ts";
import { batchGradient } from "./batch-gradient.ts";
import type { Digits } from "./data.ts";
import { finiteNorm } from "./finite-norm.ts";
import type { LossGradient } from "./gradient-of.ts";
import { learningRate, stepsWhenFalling } from "./learning-rate.ts";
import type { TrainingPlan } from "./recipes/recipe.ts";
import type { Shard } from "./score-matching.ts";
import { orderOf, shards } from "./shards.ts";
import type { TrainingState } from "./training-state.ts";

/** What decides a training, digit for digit, besides the data and the state that it begins with. */
export interface Training extends Omit<TrainingPlan, "network" | "length"> {
  readonly seed: bigint;
  /** Images whose gradient is computed at once; the gradients of a batch are added in order. */
  readonly shard: number;
}

/** Where training is after a step. */
export interface Moment {
  readonly step: number;
  /** Images of this step. */
  readonly images: number;
  /** Mean squared error of the network over this step's batch. */
  readonly loss: number;
  readonly rate: number;
  /** Root of the sum of squares of the gradient, before it is scaled down. */
  readonly gradientNorm: number;
}

export interface Helpers {
  /** Loss and gradient of one shard, wherever it is computed. */
  gradient(weights: Float32Array, shard: Shard): Promise<LossGradient>;
  /** Stops between two steps. */
  readonly signal?: AbortSignal | undefined;
  /** Where the number of steps is open: whether the rate shall begin to fall, and training to end with it. */
  enough?(step: number): boolean;
  moment?(moment: Moment): void | Promise<void>;
}

function check({ seed, batch, shard, rate, betas, warmUp, fall, clip, memory }: Training): void {
  checkSeed(seed);
  integer("images a shard", shard, { min: 1 });
  integer("images a batch", batch, { min: 1 });
  integer("steps of warm-up", warmUp, { min: 1 });
  finite("learning rate", rate, { above: 0 });
  for (const beta of betas) finite("beta of Adam", beta, { min: 0, below: 1 });
  finite("share of the steps over which the rate falls", fall, { min: 0, below: 1 });
  if (clip !== Infinity) finite("largest norm of the gradient", clip, { above: 0 });
  finite("memory of the average", memory, { min: 0, max: 1 });
}

/** Scales a gradient down to the norm `most`, in place. */
function clip(gradient: Float32Array, norm: number, most: number): void {
  if (norm > most) for (let i = 0; i < gradient.length; i++) gradient[i] = (gradient[i] * most) / norm;
}

/** The average forgets within the fraction `memory` of the steps so far; without one it is the weights. */
function follow({ average, weights, step }: TrainingState, memory: number): void {
  if (memory === 0) {
    average.set(weights);
    return;
  }
  const forget = 1 / (1 + memory * step);
  for (let i = 0; i < average.length; i++) average[i] = average[i] + forget * (weights[i] - average[i]);
}

/**
 * Trains by denoising score matching with Adam, from `state` on, in place. The result depends on `training`, the data and
 * the state only: not on how many shards are computed at a time, nor on whether it was stopped in between and went on from a
 * saved state. Between two steps the state is whole.
 *
 * Where `state.steps` is Infinity, the number of steps that comes of it gives the same result again.
 *
 * @throws DivergenceError at the first loss or gradient that is not finite; the state is that of the step before
 */
export async function train(
  digits: Digits,
  training: Training,
  state: TrainingState,
  { gradient, signal, enough, moment }: Helpers,
): Promise<void> {
  check(training);
  const order = orderOf(digits.count, training.seed);
  while (state.step < state.steps && !signal?.aborted) {
    const { step } = state;
    const cut = [...shards(digits, training, step, order)];
    const { images, ...total } = await batchGradient(state.weights, cut, gradient);
    const advice = `Take a smaller learning rate, such as ${training.rate / 2}.`;
    const gradientNorm = finiteNorm(total, { step: step + 1, advice });
    clip(total.gradient, gradientNorm, training.clip);
    const rate = learningRate(training, step, state.steps);
    adam(state, total.gradient, rate, training.betas);
    follow(state, training.memory);
    if (state.steps === Infinity && enough?.(state.step)) {
      state.steps = stepsWhenFalling(training, state.step);
    }
    await moment?.({ step: state.step, images, loss: total.loss, rate, gradientNorm });
  }
}
