import type { DiffusedDensity } from "../density.ts";
import { type Formula, gradient } from "../formula/index.ts";
import type { Schedule } from "../schedules/schedule.ts";
import type { Space } from "../space.ts";
import type { Field } from "./problem.ts";

/** The exact score of the law of alpha(t) x_0 + sigma(t) z for a density that is closed under noise. */
export function diffusedScore<S>(
  space: Space<S>,
  { dimension, diffused }: DiffusedDensity,
  { alpha, sigma }: Pick<Schedule, "alpha" | "sigma">,
): Field<S> {
  const scores = new Map<Formula, Formula>();
  return (t, x, out) => {
    const a = alpha(t);
    const s = sigma(t);
    const density = diffused(s / a);
    let score = scores.get(density);
    if (score === undefined) {
      score = gradient(density, dimension);
      scores.set(density, score);
    }
    const numbers = score.parameters.map((name) => (name === "alpha" ? a : s));
    return space.evaluate(score, numbers, out, x);
  };
}
