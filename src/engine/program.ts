import type { Entry } from "./section.ts";

/**
 * What a run is carried out by: `javascript` in float64, the reference; `simd64` and `simd32` in WebAssembly, two particles in float64 or four
 * in float32 at a time.
 */
export type Engine = "javascript" | "simd64" | "simd32";

/** What a task's kernel reads, row after row. */
export interface TaskTable {
  /** Numbers a row. */
  readonly columns: number;
  readonly values: Float64Array;
  /** Address numbers a row: that of the interval, then those of the row's draws. */
  readonly addresses: number;
  readonly address: Float64Array;
}

/** A compiled run, as plain data that another thread can be handed. */
export interface Program<Code = unknown> {
  readonly engine: Engine;
  readonly dimension: number;
  /** Numbers a particle: the entries of the state, the position first, and what passes from one task to the next. */
  readonly width: number;
  readonly entries: readonly Entry[];
  readonly tasks: readonly {
    readonly code: Code;
    readonly table: TaskTable;
    /** The columns of each long table of its formulas. */
    readonly rows: readonly (readonly Float64Array[])[];
  }[];
  /** Triples of a task, its first row and the number of its rows. */
  readonly schedule: readonly number[];
  /** Where frames are due: how many triples are done there, and which frames those are. */
  readonly stops: readonly { readonly done: number; readonly frames: readonly number[] }[];
  readonly grid: Float64Array;
  /** Kernels that were compiled for it; those that were known already do not count. */
  readonly compiled: number;
}

/** Frames of a run. */
export const frameCount = ({ stops }: Pick<Program, "stops">): number =>
  stops.reduce((sum, { frames }) => sum + frames.length, 0);
