import type { DiffusedDensity } from "../density.ts";
import { type Formula, gradient } from "../formula/index.ts";
import type { Schedule } from "../schedules/schedule.ts";
import type { Space } from "../space.ts";
import type { Field } from "./problem.ts";

type Levels = Pick<Schedule, "alpha" | "sigma">;

/** A formula made of the law of alpha(t) x_0 + sigma(t) z, evaluated at that time: at x, and what else it reads. */
export function ofLaw<S>(
  space: Space<S>,
  { diffused }: DiffusedDensity,
  { alpha, sigma }: Levels,
  make: (law: Formula) => Formula,
): (t: number, out: S, ...xs: readonly S[]) => S {
  return (t, out, ...xs) => {
    const a = alpha(t);
    const s = sigma(t);
    const f = make(diffused(s / a));
    const numbers = f.parameters.map((name) => (name === "alpha" ? a : s));
    return space.evaluate(f, numbers, out, ...xs);
  };
}

/** The exact score of the law of alpha(t) x_0 + sigma(t) z for a density that is closed under noise. */
export function diffusedScore<S>(space: Space<S>, density: DiffusedDensity, levels: Levels): Field<S> {
  const score = ofLaw(space, density, levels, (law) => gradient(law, density.dimension));
  return (t, x, out) => score(t, out, x);
}

/** The log-density of that law, of width 1. */
export function diffusedLogDensity<S>(space: Space<S>, density: DiffusedDensity, levels: Levels): Field<S> {
  const logDensity = ofLaw(space, density, levels, (law) => law);
  return (t, x, out) => logDensity(t, out, x);
}
