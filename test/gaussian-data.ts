import { div, formula, input, mul, parameter, sub } from "../src/formula/index.ts";
import type { Field } from "../src/problems/problem.ts";
import type { Schedule } from "../src/schedules/schedule.ts";
import type { Space } from "../src/space.ts";

const score = formula({
  inputs: 1,
  parameters: ["a", "m", "v"],
  outputs: [div(sub(mul(parameter("a"), parameter("m")), input(0)), parameter("v"))],
});

/** Data N(m, s^2) in each component, whose law under a schedule and whose probability flow are closed forms. */
export function gaussianData({ m = 1, s = 0.5 } = {}) {
  /** The variance of x_t. */
  const variance = ({ alpha, sigma }: Schedule, t: number) => (alpha(t) * s) ** 2 + sigma(t) ** 2;
  return {
    variance,
    mean: ({ alpha }: Schedule, t: number) => alpha(t) * m,
    /** Where the probability flow carries x from t0 to t1. */
    flow(schedule: Schedule, x: number, t0: number, t1: number): number {
      const stretch = Math.sqrt(variance(schedule, t1) / variance(schedule, t0));
      return schedule.alpha(t1) * m + (x - schedule.alpha(t0) * m) * stretch;
    },
    /** -(x - alpha m) / (alpha^2 s^2 + sigma^2) */
    score:
      <S>(space: Space<S>, schedule: Schedule): Field<S> =>
      (t, x, out) =>
        space.map(score, [schedule.alpha(t), m, variance(schedule, t)], out, x),
  };
}
