import { arraySpace, freshNoise, type Grid, integrate } from "../../../src/index.ts";
import type { Engine, Task } from "../engine.ts";
import type { Problem } from "../problem.ts";

/** The positions at the end of the grid. */
function walk({ make, dimension }: Problem, grid: Grid, { particles, seed, start }: Task): Float64Array {
  const space = arraySpace({ particles, dimension });
  const frames = integrate(space, make(space, freshNoise(space, seed)), start.slice(), grid);
  for (let frame = frames.next(); ; frame = frames.next()) {
    if (frame.done) return frame.value.position;
  }
}

/** The array space, whose formulas are compiled when they are first met: one particle meets them all. */
export const reference: Engine = {
  name: "reference",
  precision: "float64",
  parallel: false,
  async prepare(problem, grid) {
    walk(problem, grid, { particles: 1, seed: 0n, start: problem.start(1) });
    return { run: async (task) => walk(problem, grid, task) };
  },
};
