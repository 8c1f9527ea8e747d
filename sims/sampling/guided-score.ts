import {
  classifierFree,
  classifierGuided,
  type DiffusedDensity,
  diffusedScore,
  exactClassifier,
  type Field,
  type Schedule,
  type Space,
} from "../../src/index.ts";
import type { Guidance } from "./spec.ts";

/** The guided score of p(x) towards p(x | y), both exact at every noise level. */
export function guidedScore<S>(
  space: Space<S>,
  whole: DiffusedDensity,
  conditional: DiffusedDensity,
  schedule: Pick<Schedule, "alpha" | "sigma">,
  { w, by }: Pick<Guidance, "w" | "by">,
): Field<S> {
  const score = diffusedScore(space, whole, schedule);
  if (by === "classifier") {
    return classifierGuided(space, score, exactClassifier(space, conditional, whole, schedule), w);
  }
  return classifierFree(space, diffusedScore(space, conditional, schedule), score, w);
}
