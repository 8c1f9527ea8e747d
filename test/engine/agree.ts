import * as assert from "uvu/assert";
import { arraySpace } from "../../src/array-space.ts";
import { compileRun } from "../../src/engine/compile-run.ts";
import type { Engine, Program } from "../../src/engine/program.ts";
import { runProgram } from "../../src/engine/run-program.ts";
import type { Make } from "../../src/engine/trace.ts";
import { freshNoise } from "../../src/noise/fresh.ts";
import { record } from "../../src/record.ts";
import { same } from "../support.ts";

/** The engines, and by how much a step may differ from the array space, of 1 + |x|. */
export const tolerances: Readonly<Record<Engine, number>> = {
  javascript: 1e-14,
  simd64: 1e-12,
  simd32: 1e-5,
};
export const engines = Object.keys(tolerances) as Engine[];

/** What is run, and where from. */
export interface Case {
  readonly make: Make;
  readonly grid: Float64Array;
  /** Row-major positions. */
  readonly start: Float64Array;
  readonly dimension?: number;
}

export const seed = 20n;
/** Beyond 2^32, so that both words of the particles' addresses count. */
export const first = 2 ** 32 + 5;

/** Every grid point of a run on the array space, with the particles from, from + 1, ... */
export async function reference(
  { make, grid, start, dimension = 2 }: Case,
  from = first,
): Promise<Float64Array> {
  const space = arraySpace({ particles: start.length / dimension, dimension, first: from });
  const frames = await record(space, make(space, freshNoise(space, seed)), start.slice(), grid, {
    times: [...grid],
  });
  return frames.data;
}

/** The greatest difference of two runs in units of 1 + |x|; NaN where one of them is not a number. */
export const difference = (actual: Float64Array, expected: Float64Array): number =>
  actual.reduce((worst, x, i) => Math.max(worst, Math.abs(x - expected[i]) / (1 + Math.abs(expected[i]))), 0);

/** A run agrees with the array space at every point of its grid, and does not depend on how the particles are cut into blocks. */
export async function agrees(run: Case, engine: Engine): Promise<Program> {
  const { make, grid, start, dimension = 2 } = run;
  const program = await compileRun(make, { engine, dimension, grid, times: [...grid] });
  const { frames } = runProgram(program, { seed, start, first });
  const steps = grid.length - 1;
  const worst = difference(frames, await reference(run));
  assert.ok(worst <= steps * tolerances[engine], `${engine}: off by ${worst} after ${steps} steps`);
  same(runProgram(program, { seed, start, first, block: 3 }).frames, frames, "blocks of 3");
  return program;
}
