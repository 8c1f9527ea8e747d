export { compileRun, type RunOptions } from "./compile-run.ts";
export { NotCompilable } from "./not-compilable.ts";
export type { Engine, Program } from "./program.ts";
export { type Outcome, type Part, runProgram, type StateValues } from "./run-program.ts";
export type { Make } from "./trace.ts";
