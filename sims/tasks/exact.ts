import {
  arraySpace,
  diffusedStart,
  exactStart,
  makeReference,
  type ScheduleSpec,
  scheduleOf,
  slicedWasserstein,
} from "../../src/index.ts";
import { closedUnderNoise, densityOf } from "../sampling/density-of.ts";
import type { DensitySpec } from "../sampling/spec.ts";

export interface ExactLaw {
  readonly density: DensitySpec;
  /** The law of x_t under this schedule; without it the density itself. */
  readonly noised?: { readonly schedule: ScheduleSpec; readonly t: number };
  readonly seed: bigint;
}

/** Exact samples: particles first to first + count, row-major n x d, from a stage of noise of their own. */
export async function exactPoints(law: ExactLaw, first: number, count: number): Promise<Float64Array> {
  const density = await densityOf(law.density);
  const space = arraySpace({ particles: count, dimension: density.dimension, first });
  if (law.noised === undefined) return exactStart(space, law.seed, density, "exact");
  const schedule = scheduleOf(law.noised.schedule);
  return diffusedStart(space, law.seed, closedUnderNoise(density), schedule, law.noised.t, "exact");
}

export interface ExactInput extends ExactLaw {
  readonly first: number;
  readonly count: number;
}

/** A block of exact samples. */
export const exact = ({ first, count, ...law }: ExactInput): Promise<Float64Array> =>
  exactPoints(law, first, count);

export interface NullInput extends ExactLaw {
  readonly reference: Parameters<typeof slicedWasserstein>[1];
  /** Samples in a set. */
  readonly size: number;
  /** Particle at which each set starts. */
  readonly starts: readonly number[];
}

/** The sliced distance of sets of exact samples: what a perfect sampler of that size has. */
export async function nullDistances(
  { reference, size, starts, ...law }: NullInput,
  report: (fraction: number) => void,
): Promise<number[]> {
  const distances: number[] = [];
  for (const first of starts) {
    distances.push(slicedWasserstein(await exactPoints(law, first, size), reference));
    report(distances.length / starts.length);
  }
  return distances;
}

export interface ReferenceInput extends ExactLaw {
  /** Exact samples that the quantiles are taken from, particles 0 to count. */
  readonly count: number;
  readonly directions: number;
  readonly size: number;
}

/** Quantiles of many exact samples along fixed directions. */
export async function reference({
  count,
  directions,
  size,
  ...law
}: ReferenceInput): Promise<ReturnType<typeof makeReference>> {
  const { dimension } = await densityOf(law.density);
  return makeReference(await exactPoints(law, 0, count), dimension, directions, size);
}
