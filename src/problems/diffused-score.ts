import type { DiffusedDensity } from "../density.ts";
import { type Formula, gradient } from "../formula/index.ts";
import type { Schedule } from "../schedules/schedule.ts";
import type { Space } from "../space.ts";
import type { Field } from "./problem.ts";

type Levels = Pick<Schedule, "alpha" | "sigma">;

/** A formula made of the law of alpha(t) x_0 + sigma(t) z, as a field. */
function ofLaw<S>(
  space: Space<S>,
  { diffused }: DiffusedDensity,
  { alpha, sigma }: Levels,
  make: (law: Formula) => Formula,
): Field<S> {
  return (t, x, out) => {
    const a = alpha(t);
    const s = sigma(t);
    const f = make(diffused(s / a));
    const numbers = f.parameters.map((name) => (name === "alpha" ? a : s));
    return space.evaluate(f, numbers, out, x);
  };
}

/** The exact score of the law of alpha(t) x_0 + sigma(t) z for a density that is closed under noise. */
export const diffusedScore = <S>(space: Space<S>, density: DiffusedDensity, levels: Levels): Field<S> =>
  ofLaw(space, density, levels, (law) => gradient(law, density.dimension));

/** The log-density of that law, of width 1. */
export const diffusedLogDensity = <S>(space: Space<S>, density: DiffusedDensity, levels: Levels): Field<S> =>
  ofLaw(space, density, levels, (law) => law);
