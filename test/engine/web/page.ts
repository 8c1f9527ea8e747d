// Runs in the page of a browser: a team of web workers.
import { compileRun } from "../../../src/engine/compile-run.ts";
import type { WorkerPort } from "../../../src/engine/port.ts";
import type { Engine } from "../../../src/engine/program.ts";
import { runParallel } from "../../../src/engine/run-parallel.ts";
import { runProgram } from "../../../src/engine/run-program.ts";
import { team } from "../../../src/engine/team.ts";
import { make, options, part } from "./problem.ts";

let started = 0;

function spawnAt(address: string): WorkerPort {
  started++;
  const worker = new Worker(new URL(address, import.meta.url), { type: "module" });
  return {
    post: (message, transfer) => worker.postMessage(message, transfer),
    onMessage: (hear) => worker.addEventListener("message", ({ data }) => hear(data)),
    onExit: (hear) => worker.addEventListener("error", ({ message }) => hear(message)),
    terminate: () => worker.terminate(),
  };
}

async function onWorkers(engine: Engine, threads: number, address: string): Promise<number[]> {
  const crew = team({ spawn: () => spawnAt(address), threads });
  try {
    const program = await compileRun(make, { ...options, engine });
    return [...(await runParallel(crew, program, part)).frames];
  } finally {
    await crew.close();
  }
}

/** What the page can be asked to do. */
const page = {
  isolated: () => crossOriginIsolated || "SharedArrayBuffer" in globalThis,
  started: () => started,
  onWorkers,
  alone: async (engine: Engine) => [
    ...runProgram(await compileRun(make, { ...options, engine }), part).frames,
  ],
};
export type Page = typeof page;
Object.assign(globalThis, { page });
