import type { MomentLaw } from "./problem.ts";
import { median, spread } from "./statistics.ts";

/** What one engine or peer did with one problem. */
export interface Row {
  readonly problem: string;
  readonly contestant: string;
  readonly title: string;
  readonly kind: "engine" | "peer";
  readonly precision: "float32" | "float64";
  readonly threads: number;
  readonly particles: number;
  readonly steps: number;
  /** Of each repetition, in the order of the rounds. */
  readonly seconds: readonly number[];
  /** Particle-steps a second, of the median repetition. */
  readonly rate: number;
  /** (largest - smallest) / median of the repetitions. */
  readonly spread: number;
  /** Before the first repetition; not part of the rate. */
  readonly compileSeconds: number;
  /** The same problem on another grid. */
  readonly newGrid?: { readonly secondsPerStep: number; readonly kernels?: number };
  /** Mean of |x|^2 at the end of the last repetition. */
  readonly secondMoment: number;
  /** Whether it is what it should be; a row that does not agree is in no ratio and meets no gate. */
  readonly agrees: boolean;
}

/** Who could not be measured, and why. */
export interface Skipped {
  readonly problem?: string;
  readonly contestant: string;
  readonly reason: string;
}

type Measured = Pick<Row, "particles" | "steps" | "seconds">;

export const rateOf = ({ particles, steps, seconds }: Measured) => ({
  rate: (particles * steps) / median(seconds),
  spread: spread(seconds),
});

/** 6.1 standard errors are passed by chance once in 1e9. */
export const inLaw = (secondMoment: number, particles: number, { mean, deviation, tolerance }: MomentLaw) =>
  Math.abs(secondMoment - mean) <= tolerance + (6.1 * deviation) / Math.sqrt(particles);

/** The same noise has to lead to (almost) the same place. */
export const besideReference = (secondMoment: number, reference: number) =>
  Math.abs(secondMoment / reference - 1) <= 0.01;
