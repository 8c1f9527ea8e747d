import type { Density } from "../density.ts";
import { gradient } from "../formula/index.ts";
import type { Space } from "../space.ts";
import type { Problems } from "./problem.ts";

/** The score and the log-density (width 1) of an analytic density, at every time the same. */
export function target<S>(space: Space<S>, { dimension, logDensity }: Density): Problems<S>["target"] {
  const score = gradient(logDensity, dimension);
  return {
    direction: 1,
    score: (_, x, out) => space.evaluate(score, [], out, x),
    logDensity: (_, x, out) => space.evaluate(logDensity, [], out, x),
  };
}
