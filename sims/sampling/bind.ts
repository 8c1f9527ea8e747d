import {
  choose,
  type Density,
  denoisingFromScore,
  diffusedScore,
  type Ensemble,
  forward,
  type Noise,
  overdamped,
  type Process,
  probabilityFlow,
  reverse,
  schedules,
  solvers,
  target,
  UsageError,
  underdamped,
} from "../../src/index.ts";
import { closedUnderNoise } from "./density-of.ts";
import { lectureLoop } from "./lecture-loop.ts";
import type { Motion, SampleSpec } from "./spec.ts";

type AnySolver = (typeof solvers)[keyof typeof solvers];
type Reverse = Extract<Motion, { kind: "reverse" }>;
type Langevin = Extract<Motion, { kind: "langevin" }>;

export const solverOf = (name: string): AnySolver => choose<AnySolver>("solver", name, solvers);

const served = {
  forward: ["general"],
  reverse: ["general", "ode", "denoising"],
  langevin: ["general", "kinetic", "target"],
} as const;

const titles = { forward: "the forward SDE", reverse: "reverse diffusion", langevin: "Langevin dynamics" };

/** Names of the solvers that can serve a motion. */
export function solversFor(motion: Motion["kind"]): string[] {
  const kinds: readonly string[] = served[motion];
  return Object.values<AnySolver>(solvers)
    .filter((s) => kinds.includes(s.kind))
    .map((s) => s.name);
}

function refuse(solver: AnySolver, motion: Motion["kind"]): never {
  throw new UsageError({
    what: `solver for ${titles[motion]}`,
    got: `${solver.name}, which solves problems of kind "${solver.kind}"`,
    expected: `one of ${solversFor(motion).join(", ")}`,
  });
}

function bindReverse<S>(
  space: Ensemble<S>,
  density: Density,
  spec: SampleSpec,
  motion: Reverse,
  noise: Noise<S>,
) {
  const solver = solverOf(spec.solver);
  const schedule = choose("schedule", motion.schedule, schedules);
  const score = diffusedScore(space, closedUnderNoise(density), schedule);
  switch (solver.kind) {
    case "general": {
      const sde = reverse(space, schedule, score, motion.lambda ?? 1);
      const problem = motion.lecture ? lectureLoop(space, sde, spec.grid.length - 1) : sde;
      return solver.bind(space, problem, noise, spec.settings);
    }
    case "ode":
      return solver.bind(space, probabilityFlow(space, schedule, score), noise, spec.settings);
    case "denoising":
      return solver.bind(space, denoisingFromScore(space, schedule, score), noise, spec.settings);
    default:
      return refuse(solver, "reverse");
  }
}

function bindLangevin<S>(
  space: Ensemble<S>,
  density: Density,
  spec: SampleSpec,
  motion: Langevin,
  noise: Noise<S>,
) {
  const solver = solverOf(spec.solver);
  const { level = 0, friction = 1 } = motion;
  const exact = target(space, density);
  const score =
    level > 0
      ? diffusedScore(space, closedUnderNoise(density), { alpha: () => 1, sigma: () => level })
      : exact.score;
  switch (solver.kind) {
    case "general":
      return solver.bind(space, overdamped(space, score), noise, spec.settings);
    case "kinetic":
      return solver.bind(space, underdamped(score, { friction }), noise, spec.settings);
    case "target":
      if (level === 0) return solver.bind(space, exact, noise, spec.settings);
      return refuse(solver, "langevin");
    default:
      return refuse(solver, "langevin");
  }
}

function bindForward<S>(space: Ensemble<S>, spec: SampleSpec, schedule: string, noise: Noise<S>) {
  const solver = solverOf(spec.solver);
  if (solver.kind !== "general") return refuse(solver, "forward");
  return solver.bind(space, forward(space, choose("schedule", schedule, schedules)), noise, spec.settings);
}

/** The process that a spec describes, on any ensemble. */
export function bind<S>(space: Ensemble<S>, density: Density, spec: SampleSpec, noise: Noise<S>): Process<S> {
  const { motion } = spec;
  switch (motion.kind) {
    case "forward":
      return bindForward(space, spec, motion.schedule, noise);
    case "reverse":
      return bindReverse(space, density, spec, motion, noise);
    case "langevin":
      return bindLangevin(space, density, spec, motion, noise);
  }
}
