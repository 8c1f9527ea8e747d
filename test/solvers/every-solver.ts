import { test } from "uvu";
import type { Shape } from "../../src/array-space.ts";
import { integrate } from "../../src/integrate.ts";
import { freshNoise } from "../../src/noise/fresh.ts";
import type { Process, Settings, State } from "../../src/solver.ts";
import type { Ensemble } from "../../src/space.ts";
import { normalStart } from "../../src/start.ts";
import { seedOf } from "../support.ts";
import { type AnySolver, bind, everySolver, standardGrid, standardProblems } from "./standard-problems.ts";

type Arrays = Float64Array;
/** What the laws of every solver have in common. */
export const seed = seedOf("laws of every solver");
export const shape: Shape = { particles: 6, dimension: 2 };
/** A process on the standard problem of its kind, with fresh noise. */
export const starting = (space: Ensemble<Arrays>, solver: AnySolver, settings?: Settings): Process<Arrays> =>
  bind(solver, space, standardProblems(space), freshNoise(space, seed), settings);
/** What a walk returns. */
export const last = (frames: Generator<unknown, State<Arrays>>): State<Arrays> => {
  for (;;) {
    const { done, value } = frames.next();
    if (done) return value;
  }
};
/** Positions at the end of the standard run. */
export const run = (
  space: Ensemble<Arrays>,
  solver: AnySolver,
  settings?: Settings,
  steps?: number,
): Arrays =>
  last(
    integrate(
      space,
      starting(space, solver, settings),
      normalStart(space, seed, 0.8),
      standardGrid(solver.kind, steps),
    ),
  ).position;

/** A test of each solver of the registry that the law applies to. */
export const law = (
  name: string,
  body: (solver: AnySolver) => void,
  applies = (_: AnySolver) => true,
): void => {
  for (const solver of everySolver.filter(applies)) test(`${solver.name}: ${name}`, () => body(solver));
};
