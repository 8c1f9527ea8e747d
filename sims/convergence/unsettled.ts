import { clearLevels } from "./clear-levels.ts";
import type { Estimate } from "./orders.ts";

/** An order that changes by more than this as the step is halved is not yet the order of small steps. */
const most = 0.1;

/**
 * The orders between the last three levels, where they differ: the steps are too coarse for what was fitted. With fewer
 * than two orders nothing is known of that, and what there is comes back.
 */
export function unsettled(
  steps: readonly number[],
  errors: readonly Estimate[],
): readonly number[] | undefined {
  const fine = clearLevels(errors).slice(-3);
  const orders = fine
    .slice(1)
    .map((k, i) => Math.log(errors[fine[i]].value / errors[k].value) / Math.log(steps[k] / steps[fine[i]]));
  const [before, last] = orders;
  return Math.abs(last - before) <= most ? undefined : orders;
}
