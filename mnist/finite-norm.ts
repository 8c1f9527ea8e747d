import { DivergenceError } from "../src/refusal.ts";
import type { LossGradient } from "./gradient-of.ts";

interface At {
  /** From 1. */
  readonly step: number;
  /** What a message calls the loss: "the judge's loss". */
  readonly whose?: string;
  readonly advice?: string;
}

/**
 * The root of the sum of squares of a step's gradient.
 *
 * @throws DivergenceError where the loss or the gradient is not finite: before it reaches the weights
 */
export function finiteNorm({ loss, gradient }: LossGradient, { step, whose = "the", advice }: At): number {
  let sum = 0;
  for (const g of gradient) sum += g * g;
  if (Number.isFinite(loss) && Number.isFinite(sum)) return Math.sqrt(sum);
  const what = Number.isFinite(loss) ? "gradient" : "loss";
  throw new DivergenceError(
    `${whose} ${what} at step ${step} is not finite.${advice === undefined ? "" : ` ${advice}`}`,
  );
}
