import { type AdamState, adamState } from "./adam.ts";

/** All that a training needs to go on: nothing else changes from step to step. */
export interface TrainingState extends AdamState {
  /** The average of the weights, that digits are drawn with. */
  readonly average: Float32Array;
  /** How many steps there will be; Infinity as long as time decides. */
  steps: number;
}

/** Before the first step. @param initial is copied */
export const trainingState = (initial: Float32Array, steps: number): TrainingState => ({
  ...adamState(initial.slice()),
  average: initial.slice(),
  steps,
});
