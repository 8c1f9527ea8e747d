import type { Grid, Noise, Process, Space } from "../../src/index.ts";

/** Mean and standard deviation of |x|^2 at the end of a run. */
export interface MomentLaw {
  readonly mean: number;
  readonly deviation: number;
  /** What the scheme and the law may differ by. */
  readonly tolerance: number;
}

/** What is timed: the same for each engine and peer. */
export interface Problem {
  readonly name: string;
  readonly title: string;
  readonly dimension: number;
  /** Steps of a run of so many particles. */
  readonly steps: (particles: number) => number;
  readonly grid: (steps: number) => Grid;
  readonly make: <S>(space: Space<S>, noise: Noise<S>) => Process<S>;
  /** Positions at the start, row-major particles x dimension. */
  readonly start: (particles: number) => Float64Array;
  /** The law of |x|^2 after these steps; without it engines are held against the reference. */
  readonly moment?: (steps: number) => MomentLaw;
  /** The numbers of the formulas, for peers. */
  readonly data?: (steps: number) => object;
}

/** Steps for a run of about so many particle-steps: at least `least`, so that a run is more than its start. */
export const stepsFor =
  (work: number, least: number, most = Number.POSITIVE_INFINITY) =>
  (particles: number): number =>
    Math.min(most, Math.max(least, Math.round(work / particles)));
