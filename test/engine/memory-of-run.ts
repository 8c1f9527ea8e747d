// Says how many bytes a run makes its process grow at most: memory-of-run.ts <threads> <particles> <steps> <frames>

import { nodeWorker } from "../../sims/node/node-worker.ts";
import { compileRun } from "../../src/engine/compile-run.ts";
import { runParallel } from "../../src/engine/run-parallel.ts";
import { runProgram } from "../../src/engine/run-program.ts";
import { team } from "../../src/engine/team.ts";
import { uniformGrid } from "../../src/grids/uniform.ts";
import { make } from "./web/problem.ts";

const [threads, particles, steps, frames] = process.argv.slice(2).map(Number);
const grid = uniformGrid(0, 1, steps);
const program = await compileRun(make, {
  engine: "simd32",
  dimension: 2,
  grid,
  times: [...grid.slice(-frames)],
});
const crew = team({ spawn: nodeWorker, threads: Math.max(threads, 1) });
/** On so many workers; on none for 0. */
const run = async (n: number): Promise<void> => {
  const part = { seed: 1n, start: { particles: n, deviation: 1 } };
  if (threads === 0) runProgram(program, part);
  else await runParallel(crew, program, part);
};
const most = (): number => 1024 * process.resourceUsage().maxRSS;

await run(10_000);
const before = most();
await run(particles);
process.stdout.write(String(most() - before));
await crew.close();
