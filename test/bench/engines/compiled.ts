import { nodeWorker } from "../../../sims/node/index.ts";
import { type Engine as CompiledEngine, compileRun, runParallel, team } from "../../../src/index.ts";
import type { Engine } from "../engine.ts";

/** An engine that compiles a run, on threads of Node; these start with the first run. */
export const compiled = (name: CompiledEngine, precision: Engine["precision"]): Engine => ({
  name,
  precision,
  parallel: true,
  async prepare({ make, dimension }, grid, threads) {
    const program = await compileRun(make, { engine: name, dimension, grid });
    const workers = team({ spawn: nodeWorker, threads });
    return {
      kernels: program.compiled,
      run: async ({ seed, start }) => (await runParallel(workers, program, { seed, start })).frames,
      close: () => workers.close(),
    };
  },
});
