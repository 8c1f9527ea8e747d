import {
  type Density,
  denoisingFromScore,
  diffused,
  diffusedScore,
  type Field,
  forward,
  isAdditive,
  isCommutative,
  type Kind,
  lectureLoop,
  overdamped,
  type Problems,
  probabilityFlow,
  reverse,
  type SdeFormulas,
  type Space,
  scheduleOf,
  sde,
  semilinear,
  target,
  underdamped,
} from "../../src/index.ts";
import { closedUnderNoise } from "./density-of.ts";
import { guidedScore } from "./guided-score.ts";
import { isOde } from "./is-noiseless.ts";
import type { Motion, SampleSpec } from "./spec.ts";
import { densityIn, type Subject } from "./subject.ts";

type Reverse = Extract<Motion, { kind: "reverse" }>;
type Langevin = Extract<Motion, { kind: "langevin" }>;
type OrnsteinUhlenbeck = Extract<Motion, { kind: "ornstein-uhlenbeck" }>;
type Offered<S> = Partial<{ [K in Kind]: Problems<S>[K] }>;

/** The kinds of an SDE with additive noise, and of one whose linear part is known. */
export const anyAdditive = ["general", "stratonovich", "commutative", "additive"] as const;
export const anySde = [...anyAdditive, "semilinear"] as const;

/** The same problem under the name of each kind that it is of. */
const as = <S, K extends Kind>(kinds: readonly K[], problem: Problems<S>[K]): Offered<S> =>
  Object.fromEntries(kinds.map((kind) => [kind, problem])) as Offered<S>;

function reverseProblems<S>(
  space: Space<S>,
  subject: Subject,
  spec: SampleSpec,
  motion: Reverse,
): Offered<S> {
  const law = closedUnderNoise(densityIn(subject));
  const schedule = scheduleOf(motion.schedule);
  const score =
    motion.guidance === undefined
      ? diffusedScore(space, law, schedule)
      : guidedScore(space, law, closedUnderNoise(subject.conditional as Density), schedule, motion.guidance);
  const process = reverse(space, schedule, score, motion.lambda ?? 1);
  if (motion.lecture) return as(anyAdditive, lectureLoop(space, process, spec.grid.length - 1));
  return {
    ...as(anySde, process),
    ode: probabilityFlow(space, schedule, score),
    ...(motion.guidance === undefined
      ? as(["denoising", "diffused"], diffused(space, schedule, law))
      : { denoising: denoisingFromScore(space, schedule, score) }),
  };
}

function langevinProblems<S>(space: Space<S>, subject: Subject, motion: Langevin): Offered<S> {
  const { level = 0, friction = 1, temperature = 1 } = motion;
  const density = densityIn(subject);
  const exact = target(space, density);
  const noised = { alpha: () => 1, sigma: () => level };
  const score = level > 0 ? diffusedScore(space, closedUnderNoise(density), noised) : exact.score;
  const force = temperature === 1 ? score : scaled(space, temperature, score);
  return {
    ...as(anyAdditive, overdamped(space, force, temperature)),
    kinetic: underdamped(force, { friction, temperature }),
    ...(level === 0 && temperature === 1 && { target: exact }),
  };
}

function scaled<S>(space: Space<S>, a: number, field: Field<S>): Field<S> {
  return (t, x, out) => {
    const f = field(t, x, out);
    return space.combine(f, [a, f]);
  };
}

const ornsteinUhlenbeck = <S>(space: Space<S>, { theta, sigma }: OrnsteinUhlenbeck) =>
  semilinear(space, {
    rate: () => -theta,
    weight: () => 0,
    remainder: (_, _x, out) => space.combine(out),
    diffusion: () => sigma,
    direction: 1,
  });

/** An SDE of formulas as all that it is; without noise it is an ODE as well. */
function sdeProblems<S>(space: Space<S>, formulas: SdeFormulas): Offered<S> {
  const problem = sde(space, formulas);
  return {
    ...as(["general", "stratonovich"], problem),
    ...(isCommutative(problem) && { commutative: problem }),
    ...(isAdditive(problem) && { additive: problem }),
    ...(isOde(formulas) && { ode: { drift: problem.drift } }),
  };
}

/** The problem that a spec describes, in every way in which it can be put. */
export function problemsOf<S>(space: Space<S>, subject: Subject, spec: SampleSpec): Offered<S> {
  const { motion } = spec;
  switch (motion.kind) {
    case "forward":
      return as(anySde, forward(space, scheduleOf(motion.schedule)));
    case "reverse":
      return reverseProblems(space, subject, spec, motion);
    case "langevin":
      return langevinProblems(space, subject, motion);
    case "ornstein-uhlenbeck":
      return as(anySde, ornsteinUhlenbeck(space, motion));
    case "sde":
      return sdeProblems(space, subject.sde as SdeFormulas);
  }
}
