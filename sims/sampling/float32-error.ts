import { type Program, runProgram } from "../../src/engine/index.ts";
import { arraySpace, DivergenceError, freshNoise, type Grid, record } from "../../src/index.ts";
import { bind } from "./bind.ts";
import type { SampleSpec } from "./spec.ts";
import { startOf } from "./start-of.ts";
import type { Subject } from "./subject.ts";

/** Particles that are compared. */
const most = 16;

const square = (x: Float64Array, y: Float64Array): number =>
  x.reduce((sum, value, i) => sum + (value - y[i]) ** 2, 0);

/**
 * How far a few particles of a sampling are led astray over the grid by a program in float32, in units of how far they move: both as
 * root mean squares. 0 for particles that are not finite, of which the run itself will tell.
 */
export async function float32Error(
  subject: Subject,
  spec: SampleSpec,
  program: Program,
  grid: Grid,
): Promise<number> {
  const particles = Math.min(most, spec.particles);
  const { seed } = spec;
  const space = arraySpace({ particles, dimension: subject.dimension });
  try {
    const start = startOf(space, subject, spec);
    const process = bind(space, subject, spec, freshNoise(space, seed));
    const { data } = await record(space, process, start.slice(), grid);
    const { frames } = runProgram(program, { seed, start });
    const error = square(frames, data);
    return error === 0 ? 0 : Math.sqrt(error / square(data, start));
  } catch (error) {
    if (error instanceof DivergenceError) return 0;
    throw error;
  }
}
