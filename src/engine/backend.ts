import type { Program } from "./program.ts";
import type { StepGraph } from "./step-graph.ts";

/** Holds the state of one block of particles and moves it. */
export interface Machine {
  /** The most particles that it holds. */
  readonly capacity: number;
  /** Takes up the particles first, ..., first + count - 1, whose state is all zeros. */
  begin(seed: bigint, first: number, count: number): void;
  /** Sets some components of the state from row-major values, count x width. */
  write(offset: number, width: number, values: Float64Array): void;
  /** Copies some components of the state to row-major values, count x width. */
  read(offset: number, width: number, values: Float64Array): void;
  /** Runs rows of a task; whether the position was finite after each of them. */
  run(task: number, row: number, rows: number): boolean;
  /** Keeps the state, to which `restore` goes back. */
  save(): void;
  restore(): void;
}

/** Turns graphs into code, which is plain data. */
export interface Compiler<Code> {
  /** Kernels of different names are kept apart. */
  readonly name: string;
  /** Whether its code reads long tables from the program, and not from the graph that it was made of. */
  readonly sharesTables: boolean;
  code(graph: StepGraph, shape: Pick<Program, "width" | "dimension">): Code | Promise<Code>;
}

/** A compiler whose code is made into a machine. */
export interface Backend<Code> extends Omit<Compiler<Code>, "name"> {
  machine(program: Program<Code>): Machine;
}
