import { backends } from "./backends.ts";
import { type CompileOptions, compileWith } from "./compile-with.ts";
import type { Engine, Program } from "./program.ts";
import type { Make } from "./trace.ts";

export interface RunOptions extends CompileOptions {
  readonly engine: Engine;
}

/**
 * Compiles a run over a grid: the steps of the process are written down, cut into sections, and those that are not known yet compiled.
 * A new grid, noise level or temperature compiles nothing.
 *
 * @param make binds a solver to its problem; it is called with a space that computes nothing
 * @throws NotCompilable for a process that looks across particles; UsageError for what `record` refuses
 */
export async function compileRun(make: Make, options: RunOptions): Promise<Program> {
  const { engine } = options;
  return { engine, ...(await compileWith({ name: engine, ...backends[engine] }, make, options)) };
}
