import {
  choose,
  type Ensemble,
  type Kind,
  type Noise,
  type Process,
  type Settings,
  solvers,
  UsageError,
} from "../../src/index.ts";
import { anyAdditive, anySde, problemsOf } from "./problems-of.ts";
import type { Motion, SampleSpec } from "./spec.ts";
import type { Subject } from "./subject.ts";

type AnySolver = (typeof solvers)[keyof typeof solvers];

export const solverOf = (name: string): AnySolver => choose<AnySolver>("solver", name, solvers);

/** The kinds of problem that each motion can be put as. */
const served: Readonly<Record<Motion["kind"], readonly Kind[]>> = {
  forward: anySde,
  reverse: [...anySde, "ode", "denoising", "diffused"],
  langevin: [...anyAdditive, "kinetic", "target"],
  "ornstein-uhlenbeck": anySde,
  sde: [...anyAdditive, "ode"],
};

const titles: Readonly<Record<Motion["kind"], string>> = {
  forward: "the forward SDE",
  reverse: "reverse diffusion",
  langevin: "Langevin dynamics",
  "ornstein-uhlenbeck": "the Ornstein-Uhlenbeck process",
  sde: "this SDE",
};

/** Names of the solvers that can serve a motion, or some of the kinds of problem that it can be put as. */
export const solversFor = (motion: Motion["kind"], kinds: readonly Kind[] = served[motion]): string[] =>
  Object.values<AnySolver>(solvers)
    .filter((s) => kinds.includes(s.kind))
    .map((s) => s.name);

/** What keeps a solver from an SDE that it serves in general. */
const reasons: Partial<Record<Kind, string>> = {
  commutative: "The noise does not commute, so the method would need Levy areas.",
  additive: "The noise depends on the state.",
  ode: "There is noise.",
};

type Bind = <S>(space: Ensemble<S>, problem: unknown, noise: Noise<S>, settings?: Settings) => Process<S>;

/** The process that a spec describes, on any ensemble. */
export function bind<S>(space: Ensemble<S>, subject: Subject, spec: SampleSpec, noise: Noise<S>): Process<S> {
  const solver = solverOf(spec.solver);
  const offered = problemsOf(space, subject, spec);
  const problem = offered[solver.kind];
  if (problem === undefined) {
    throw new UsageError({
      what: `solver for ${titles[spec.motion.kind]}`,
      got: `${solver.name}, which solves problems of kind "${solver.kind}"`,
      expected: `one of ${solversFor(spec.motion.kind, Object.keys(offered) as Kind[]).join(", ")}`,
      advice: served[spec.motion.kind].includes(solver.kind) ? reasons[solver.kind] : undefined,
    });
  }
  return (solver.bind as Bind)(space, problem, noise, spec.settings);
}
