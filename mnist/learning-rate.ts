import type { Training } from "./train.ts";

/** The share of the steps over which the learning rate falls. */
export const fall = 0.2;

/** Rises linearly over the warm-up, stays, and falls linearly to zero over the last fifth of the steps. */
export const learningRate = ({ rate, warmUp, steps }: Training, step: number): number =>
  rate * Math.min(1, (step + 1) / warmUp, steps === Infinity ? 1 : (steps - step) / (fall * steps));
