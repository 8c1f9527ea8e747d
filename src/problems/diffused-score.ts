import type { DiffusedDensity } from "../density.ts";
import { gradient } from "../formula/index.ts";
import type { Schedule } from "../schedules/schedule.ts";
import type { Space } from "../space.ts";
import type { Field } from "./problem.ts";

/** The exact score of the law of alpha(t) x_0 + sigma(t) z for a density that is closed under noise. */
export function diffusedScore<S>(
  space: Space<S>,
  { dimension, diffused }: DiffusedDensity,
  { alpha, sigma }: Pick<Schedule, "alpha" | "sigma">,
): Field<S> {
  return (t, x, out) => {
    const a = alpha(t);
    const s = sigma(t);
    const score = gradient(diffused(s / a), dimension);
    const numbers = score.parameters.map((name) => (name === "alpha" ? a : s));
    return space.evaluate(score, numbers, out, x);
  };
}
