import type { Grid } from "../../src/index.ts";
import type { Problem } from "./problem.ts";

/** One run of all steps of a grid. */
export interface Task {
  readonly particles: number;
  readonly seed: bigint;
  /** Row-major particles x dimension; not written to. */
  readonly start: Float64Array;
}

/** A problem on a grid, compiled. */
export interface Prepared {
  /** Kernels that were compiled for it; 0 where all of them were known. */
  readonly kernels?: number;
  /** Positions at the end, in any order: only |x|^2 is looked at. */
  run(task: Task): Promise<ArrayLike<number>>;
  close?(): Promise<void>;
}

/** An engine of ours, as the benchmark sees it: an adapter is one file and one line in `engines/index.ts`. */
export interface Engine {
  readonly name: string;
  readonly precision: "float32" | "float64";
  /** Whether it takes more than one thread. */
  readonly parallel: boolean;
  /** Compiles all there is to compile, so that `run` compiles nothing. Throws where this machine cannot. */
  prepare(problem: Problem, grid: Grid, threads: number): Promise<Prepared>;
}
