import { setTimeout } from "node:timers/promises";
import { median, spread } from "../statistics.ts";
import type { Trainer } from "./trainer.ts";

/** What a trainer did with a network. */
export interface TrainingRow {
  readonly network: string;
  readonly trainer: string;
  readonly kind: Trainer["kind"];
  /** A training step, in the median round. */
  readonly seconds: number;
  /** (largest - smallest) / median of the rounds. */
  readonly spread: number;
  /** Its time over ours, in the median of the rounds: each round has both, so a disturbance meets both. */
  readonly overOurs: number;
  /** Before the first step and before the second. */
  readonly losses: readonly number[];
  /** Whether these are ours: the same network, the same gradient. */
  readonly agrees: boolean;
}

export interface Rounds {
  readonly count: number;
  /** Training steps a round. */
  readonly steps: number;
  /** Seconds before each trainer's turn: threads of the one before it may wait for work by turning in circles. */
  readonly pause: number;
}

/** The loss after a step of Adam hangs on signs of gradients that are nearly zero; before it, on rounding only. */
const tolerances = [1e-3, 1e-2];

/** Lets trainers, ours first, take turns, after two steps each whose losses are compared. */
export async function compareTraining(
  network: string,
  trainers: readonly Trainer[],
  { count, steps, pause }: Rounds,
): Promise<TrainingRow[]> {
  const losses: (readonly number[])[] = [];
  for (const trainer of trainers) losses.push((await trainer.steps(2)).losses);
  const seconds: number[][] = trainers.map(() => []);
  for (let round = 0; round < count; round++) {
    for (const [k, trainer] of trainers.entries()) {
      await setTimeout(1000 * pause);
      seconds[k].push((await trainer.steps(steps)).seconds / steps);
    }
  }
  return trainers.map(({ name, kind }, k) => ({
    ...{ network, trainer: name, kind, losses: losses[k] },
    ...{ seconds: median(seconds[k]), spread: spread(seconds[k]) },
    overOurs: median(seconds[k].map((s, round) => s / seconds[0][round])),
    agrees: tolerances.every((most, i) => Math.abs(losses[k][i] / losses[0][i] - 1) < most),
  }));
}
