import {
  choose,
  type Density,
  diffused,
  diffusedScore,
  type Ensemble,
  forward,
  type Kind,
  type Noise,
  overdamped,
  type Problems,
  type Process,
  probabilityFlow,
  reverse,
  type Settings,
  type Space,
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
type Offered<S> = Partial<{ [K in Kind]: Problems<S>[K] }>;

export const solverOf = (name: string): AnySolver => choose<AnySolver>("solver", name, solvers);

/** The kinds of problem that each motion can be put as. */
const additive = ["general", "stratonovich", "commutative", "additive"] as const;
const semilinear = [...additive, "semilinear"] as const;
const served: Readonly<Record<Motion["kind"], readonly Kind[]>> = {
  forward: semilinear,
  reverse: [...semilinear, "ode", "denoising", "diffused"],
  langevin: [...additive, "kinetic", "target"],
};

const titles = { forward: "the forward SDE", reverse: "reverse diffusion", langevin: "Langevin dynamics" };

/** Names of the solvers that can serve a motion, or some of the kinds of problem that it can be put as. */
export const solversFor = (motion: Motion["kind"], kinds: readonly Kind[] = served[motion]): string[] =>
  Object.values<AnySolver>(solvers)
    .filter((s) => kinds.includes(s.kind))
    .map((s) => s.name);

/** The same problem under the name of each kind that it is of. */
const as = <S, K extends Kind>(kinds: readonly K[], problem: Problems<S>[K]): Offered<S> =>
  Object.fromEntries(kinds.map((kind) => [kind, problem])) as Offered<S>;

function reverseProblems<S>(
  space: Space<S>,
  density: Density,
  spec: SampleSpec,
  motion: Reverse,
): Offered<S> {
  const law = closedUnderNoise(density);
  const schedule = choose("schedule", motion.schedule, schedules);
  const score = diffusedScore(space, law, schedule);
  const sde = reverse(space, schedule, score, motion.lambda ?? 1);
  if (motion.lecture) return as(additive, lectureLoop(space, sde, spec.grid.length - 1));
  return {
    ...as(semilinear, sde),
    ode: probabilityFlow(space, schedule, score),
    ...as(["denoising", "diffused"], diffused(space, schedule, law)),
  };
}

function langevinProblems<S>(space: Space<S>, density: Density, motion: Langevin): Offered<S> {
  const { level = 0, friction = 1 } = motion;
  const exact = target(space, density);
  const noised = { alpha: () => 1, sigma: () => level };
  const score = level > 0 ? diffusedScore(space, closedUnderNoise(density), noised) : exact.score;
  return {
    ...as(additive, overdamped(space, score)),
    kinetic: underdamped(score, { friction }),
    ...(level === 0 && { target: exact }),
  };
}

/** The problem that a spec describes, in every way in which it can be put. */
function problemsOf<S>(space: Space<S>, density: Density, spec: SampleSpec): Offered<S> {
  const { motion } = spec;
  switch (motion.kind) {
    case "forward":
      return as(semilinear, forward(space, choose("schedule", motion.schedule, schedules)));
    case "reverse":
      return reverseProblems(space, density, spec, motion);
    case "langevin":
      return langevinProblems(space, density, motion);
  }
}

type Bind = <S>(space: Ensemble<S>, problem: unknown, noise: Noise<S>, settings?: Settings) => Process<S>;

/** The process that a spec describes, on any ensemble. */
export function bind<S>(space: Ensemble<S>, density: Density, spec: SampleSpec, noise: Noise<S>): Process<S> {
  const solver = solverOf(spec.solver);
  const offered = problemsOf(space, density, spec);
  const problem = offered[solver.kind];
  if (problem === undefined) {
    throw new UsageError({
      what: `solver for ${titles[spec.motion.kind]}`,
      got: `${solver.name}, which solves problems of kind "${solver.kind}"`,
      expected: `one of ${solversFor(spec.motion.kind, Object.keys(offered) as Kind[]).join(", ")}`,
    });
  }
  return (solver.bind as Bind)(space, problem, noise, spec.settings);
}
