// What a worker thread of a team runs.
import { parentPort } from "node:worker_threads";
import { serve } from "../../src/engine/serve.ts";

const port = parentPort;
if (port === null) throw new Error("this file runs as a worker thread");
serve({
  post: (message, transfer) => port.postMessage(message, transfer),
  onMessage: (hear) => void port.on("message", hear),
});
