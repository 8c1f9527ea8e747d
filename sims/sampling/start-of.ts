import {
  type Density,
  DivergenceError,
  diffusedStart,
  type Ensemble,
  normalStart,
  scheduleOf,
  UsageError,
} from "../../src/index.ts";
import { closedUnderNoise } from "./density-of.ts";
import type { SampleSpec } from "./spec.ts";
import { densityIn, type Subject } from "./subject.ts";

function positions(
  space: Ensemble<Float64Array>,
  subject: Subject,
  { start, motion, seed }: SampleSpec,
): Float64Array {
  const { particles, dimension, first } = space;
  if ("points" in start) return start.points.slice(first * dimension, (first + particles) * dimension);
  if ("deviation" in start) {
    const { at, deviation } = start;
    const x = normalStart(space, seed, deviation);
    return at === undefined ? x : x.map((z, i) => at[i % dimension] + z);
  }
  if (!("schedule" in motion)) {
    throw new UsageError({
      what: "start",
      got: "the law at a time",
      expected: "a diffusion, which has times",
    });
  }
  const schedule = scheduleOf(motion.schedule);
  return diffusedStart(space, seed, closedUnderNoise(densityIn(subject)), schedule, start.exactAt);
}

/** Langevin dynamics needs a density at its start: refuses one that is not a number there, or infinite. */
function check(space: Ensemble<Float64Array>, density: Density, x: Float64Array): void {
  const l = space.evaluate(density.logDensity, [], space.scratch(1), x);
  const bad = l.findIndex((value) => Number.isNaN(value) || value === Infinity);
  if (bad < 0) return;
  const d = density.dimension;
  const at = [...x.subarray(bad * d, (bad + 1) * d)].map((v) => v.toPrecision(4)).join(", ");
  throw new DivergenceError(
    `the log-density of ${density.title} is ${l[bad]} at the start of particle ${space.first + bad}, ` +
      `at (${at}). It has to be finite, or -Infinity, wherever particles go: check the formula, or start closer with --spread.`,
  );
}

/** Positions of a space's particles at the start of a sampling. */
export function startOf(space: Ensemble<Float64Array>, subject: Subject, spec: SampleSpec): Float64Array {
  const x = positions(space, subject, spec);
  if (spec.motion.kind === "langevin") check(space, densityIn(subject), x);
  return x;
}
