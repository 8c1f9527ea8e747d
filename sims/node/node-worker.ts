import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { WorkerPort } from "../../src/index.ts";
import { packageRoot } from "./package-root.ts";

/** Starts a thread of Node for a `team`. */
export function nodeWorker(): WorkerPort {
  const worker = new Worker(join(packageRoot(), "bin", "worker.js"), {
    workerData: { module: "sims/node/engine-worker" },
  });
  let cause = "";
  worker.on("error", (error) => {
    cause = `: ${error.message}`;
  });
  return {
    post: (message, transfer) => worker.postMessage(message, transfer),
    onMessage: (hear) => void worker.on("message", hear),
    onExit: (hear) => void worker.on("exit", (code) => hear(`exit code ${code}${cause}`)),
    terminate: () => worker.terminate(),
  };
}
