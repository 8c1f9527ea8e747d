import type { Program } from "../../src/engine/index.ts";
import type { Calculus, ScheduleSpec, Settings } from "../../src/index.ts";
import type { GaussianSpec } from "../../toy-distributions/component.ts";
import type { EngineName } from "../engine/engine-flag.ts";

/**
 * A density as plain data: one of the registry by its name, in another dimension where it has others; exp(-E/T) of an
 * energy E that was typed in; the Gaussian of a mean and a covariance; a mixture of Gaussians; the rows of a table of points, row-major
 * n x dimension, each with a normal kernel of standard deviation `width`. At a temperature T other than 1, p^(1/T).
 */
export type DensitySpec = (
  | { readonly name: string; readonly dimension?: number }
  | { readonly energy: string; readonly dimension?: number }
  | { readonly mean: readonly number[]; readonly covariance: readonly (readonly number[])[] }
  | { readonly mixture: readonly GaussianSpec[] }
  | { readonly points: Float64Array; readonly dimension: number; readonly width?: number }
) & { readonly temperature?: number };

/** Guidance towards a class y, by exact scores; the density of the sampling is p(x). */
export interface Guidance {
  /** p(x | y) */
  readonly conditional: DensitySpec;
  /** 0 is none: the conditional score alone. */
  readonly w: number;
  /** (1 + w) s_conditional - w s, or s + (1 + w) grad log p(y | x_t). */
  readonly by: "classifier-free" | "classifier";
}

/** How particles move: from data to noise, back again, by Langevin dynamics in a fixed density, or by an SDE of its own. */
export type Motion =
  | { readonly kind: "forward"; readonly schedule: ScheduleSpec }
  | {
      readonly kind: "reverse";
      readonly schedule: ScheduleSpec;
      /** Noise scale of the reverse SDE, for solvers of SDEs. */
      readonly lambda?: number;
      /** The lecture's loop: levels linspace(T, 1e-5, N), steps 1/N, no noise in the last one. */
      readonly lecture?: boolean;
      readonly guidance?: Guidance;
    }
  | {
      readonly kind: "langevin";
      /** Of the density noised by this much; 0 is the density itself. */
      readonly level?: number;
      readonly friction?: number;
      /** T of the dynamics: the force is T grad log p, which is -grad E for p = exp(-E/T); 1 unless told. */
      readonly temperature?: number;
    }
  /** dx = -theta x dt + sigma dW */
  | { readonly kind: "ornstein-uhlenbeck"; readonly theta: number; readonly sigma: number }
  | {
      readonly kind: "sde";
      /** d formulas over the coordinates and t. */
      readonly drift: readonly string[];
      /** d rows of as many formulas as there are Brownian motions. */
      readonly diffusion: readonly (readonly string[])[];
      readonly calculus: Calculus;
    };

/** One sampling, as plain data: a worker runs it, a run folder records it, a seed repeats it. */
export interface SampleSpec {
  /** What Langevin dynamics and diffusions are about; an SDE of its own has none. */
  readonly density?: DensitySpec;
  readonly motion: Motion;
  readonly solver: string;
  readonly settings?: Settings;
  readonly grid: Float64Array;
  /**
   * Standard deviation of a normal start about a point (the origin unless told), the time t of the exact law of x_t,
   * or positions, particles x d.
   */
  readonly start:
    | { readonly deviation: number; readonly at?: readonly number[] }
    | { readonly exactAt: number }
    | { readonly points: Float64Array };
  readonly particles: number;
  readonly seed: bigint;
  /** Times to record, points of the grid. */
  readonly times: readonly number[];
  /** Whether to record the momenta too, of a solver that has them. */
  readonly momenta?: boolean;
  /** "auto" unless told. */
  readonly engine?: EngineName;
  /** Why "auto" must not take float32, such as "the error of the method is measured". */
  readonly precise?: string | undefined;
}

/** A block of particles of a spec. */
export interface SampleBlock extends SampleSpec {
  readonly first: number;
  /** The run compiled; without it the block runs on the array space. */
  readonly program?: Program;
}

export interface SampleFrames {
  /** frames x particles x dimension */
  readonly frames: Float64Array;
  /** The same of the momenta, where they were asked for. */
  readonly momenta?: Float64Array;
  readonly dimension: number;
  /** Number of proposals accepted in the last step, where there are any. */
  readonly accepted?: number;
}
