import {
  arraySpace,
  differentiableScore,
  diffusedLogDensity,
  type Field,
  flowLikelihood,
  type Grid,
  type ScheduleSpec,
  type Space,
  scheduleOf,
  solvers,
} from "../../src/index.ts";
import { closedUnderNoise, densityOf } from "../sampling/density-of.ts";
import { guidedScore } from "../sampling/guided-score.ts";
import type { DensitySpec, Guidance } from "../sampling/spec.ts";

export interface GuidedLawInput {
  readonly whole: DensitySpec;
  readonly guidance: Guidance;
  readonly schedule: ScheduleSpec;
  /** Times that rise. */
  readonly grid: Grid;
  /** n x d, at the first time */
  readonly points: Float64Array;
}

/** (1 + w) a - w b of two fields of width 1. */
function extrapolated<S>(space: Space<S>, a: Field<S>, b: Field<S>, w: number): Field<S> {
  let other = space.scratch(1);
  return (t, x, out) => {
    const first = a(t, x, out);
    other = b(t, x, other);
    return space.combine(first, [1 + w, first], [-w, other]);
  };
}

/**
 * The log-density that the guided flow really has at the first time, where it comes from p_T(x | y) at the last one:
 * each point is carried there, and the divergence of the guided field is added up on the way. Exact but for the steps of RK4.
 */
export async function guidedLaw(input: GuidedLawInput): Promise<Float64Array> {
  const { guidance, grid, points } = input;
  const whole = closedUnderNoise(await densityOf(input.whole));
  const conditional = closedUnderNoise(await densityOf(guidance.conditional));
  const schedule = scheduleOf(input.schedule);
  const { dimension } = whole;
  const space = arraySpace({ particles: points.length / dimension, dimension });
  const [given, all] = [conditional, whole].map((p) => differentiableScore(space, p, schedule).divergence);
  const flow = {
    schedule,
    score: guidedScore(space, whole, conditional, schedule, guidance),
    divergence: extrapolated(space, given, all, guidance.w),
    prior: diffusedLogDensity(space, conditional, schedule),
  };
  return flowLikelihood(space, flow, points.slice(), grid, solvers.rk4).logDensity;
}
