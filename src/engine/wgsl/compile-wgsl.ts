import type { Compiler } from "../backend.ts";
import { type CompileOptions, compileWith } from "../compile-with.ts";
import type { Program } from "../program.ts";
import type { Make } from "../trace.ts";
import { type Kernel, kernel } from "./kernel.ts";

/** A run as compute shaders and their numbers: plain data. */
export type WgslProgram = Omit<Program<Kernel>, "engine">;

const wgsl: Compiler<Kernel> = { name: "wgsl", sharesTables: true, code: kernel };

/**
 * Compiles a run over a grid for a GPU, in float32. A new grid, noise level or temperature compiles nothing; it needs no GPU.
 *
 * @param make binds a solver to its problem; it is called with a space that computes nothing
 * @throws NotCompilable for a process that looks across particles; UsageError for what `record` refuses
 */
export const compileWgsl = (make: Make, options: CompileOptions): Promise<WgslProgram> =>
  compileWith(wgsl, make, options);
