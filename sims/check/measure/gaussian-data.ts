import { type Field, formulas, type Schedule, type Space } from "../../../src/index.ts";

const { div, formula, input, parameter, sub } = formulas;
const score = formula({
  inputs: 1,
  parameters: ["centre", "variance"],
  outputs: [div(sub(parameter("centre"), input(0)), parameter("variance"))],
});

/** Data N(m, s^2), whose law under a schedule and whose probability flow are closed forms. */
export function gaussianData({ m = 1, s = 0.5 } = {}) {
  /** The law of x_t. */
  const mean = ({ alpha }: Schedule, t: number): number => alpha(t) * m;
  const variance = ({ alpha, sigma }: Schedule, t: number): number => (alpha(t) * s) ** 2 + sigma(t) ** 2;
  return {
    mean,
    variance,
    /** Where the probability flow carries x from t0 to t1. */
    flow(schedule: Schedule, x: number, t0: number, t1: number): number {
      const stretch = Math.sqrt(variance(schedule, t1) / variance(schedule, t0));
      return mean(schedule, t1) + (x - mean(schedule, t0)) * stretch;
    },
    /** -(x - alpha m) / (alpha^2 s^2 + sigma^2) */
    score:
      <S>(space: Space<S>, schedule: Schedule): Field<S> =>
      (t, x, out) =>
        space.map(score, [mean(schedule, t), variance(schedule, t)], out, x),
  };
}
