import type { TrainingPlan } from "./recipes/recipe.ts";

type Fall = Pick<TrainingPlan, "fall">;

/** What is left of the rate as it falls at the end of `steps` updates. */
const left = ({ fall }: Fall, step: number, steps: number): number =>
  steps === Infinity || fall === 0 ? 1 : Math.min(1, (steps - step) / (fall * steps));

/**
 * Rises linearly over the warm-up, stays, and falls linearly to zero over the last share `fall` of the steps.
 *
 * @param step from 0
 * @param steps how many there will be; Infinity as long as that is open
 */
export const learningRate = (
  plan: Pick<TrainingPlan, "rate" | "warmUp" | "fall">,
  step: number,
  steps: number,
): number => plan.rate * Math.min(1, (step + 1) / plan.warmUp, left(plan, step, steps));

/** Whether one of the first `done` updates was made at a rate that fell because the end was near. */
export const hasFallen = (plan: Fall, done: number, steps: number): boolean =>
  left(plan, done - 1, steps) < 1;

/** How many updates there will be where the rate shall fall from the `step`-th on. */
export const stepsWhenFalling = ({ fall }: Fall, step: number): number => Math.ceil(step / (1 - fall));
