import {
  arraySpace,
  differentiableScore,
  diffusedLogDensity,
  diffusedStart,
  flowLikelihood,
  type Grid,
  hutchinson,
  normalLogDensity,
  type ScheduleSpec,
  type Settings,
  type Solver,
  scheduleOf,
} from "../../src/index.ts";
import { solverOf } from "../sampling/bind.ts";
import { closedUnderNoise, densityOf } from "../sampling/density-of.ts";
import type { DensitySpec } from "../sampling/spec.ts";

export interface LikelihoodInput {
  readonly density: DensitySpec;
  readonly schedule: ScheduleSpec;
  /** Times that rise. */
  readonly grid: Grid;
  readonly solver: string;
  readonly settings: Settings;
  /** Hutchinson's probes a point; 0 for the exact divergence. */
  readonly probes: number;
  /** The law at the last time, or the normal one that stands for it. */
  readonly prior: "exact" | "normal";
  readonly seed: bigint;
  readonly first: number;
  readonly particles: number;
  /** n x d, of which this block takes its own; without them samples of the law at the first time. */
  readonly points?: Float64Array;
}

export interface LogDensities {
  /** particles x d */
  readonly points: Float64Array;
  /** Through the flow, and its standard error where there are two probes or more. */
  readonly logDensity: Float64Array;
  readonly error?: Float64Array;
  /** The closed form. */
  readonly exact: Float64Array;
}

/** The log-density of points at the first time of a grid, through the flow and in closed form. */
export async function logDensities(input: LikelihoodInput): Promise<LogDensities> {
  const { grid, probes, prior, seed, first, particles } = input;
  const density = closedUnderNoise(await densityOf(input.density));
  const schedule = scheduleOf(input.schedule);
  const d = density.dimension;
  const space = arraySpace({ particles, dimension: d, first });
  const points =
    input.points?.slice(first * d, (first + particles) * d) ??
    diffusedStart(space, seed, density, schedule, grid[0]);
  const exact = diffusedLogDensity(space, density, schedule);
  const { score, divergence, jacobianProduct } = differentiableScore(space, density, schedule);
  const flow = {
    schedule,
    score,
    divergence: probes === 0 ? divergence : hutchinson(space, jacobianProduct, { seed, probes }),
    prior: prior === "exact" ? exact : normalLogDensity(space, schedule.prior),
  };
  const solver = solverOf(input.solver) as Solver<"ode">;
  const { logDensity, error } = flowLikelihood(space, flow, points.slice(), grid, solver, input.settings);
  return {
    points,
    logDensity,
    ...(error !== undefined && { error }),
    exact: exact(grid[0], points, space.scratch(1)),
  };
}
