import { parentPort, workerData } from "node:worker_threads";
import { packError } from "../../src/engine/failure.ts";
import type { Task } from "../simulation.ts";
import type { Answer, Order } from "./messages.ts";

/** The buffers of the typed arrays in plain data, each once; shared and empty ones are copied instead. */
function buffers(value: unknown, found = new Set<ArrayBuffer>()): Set<ArrayBuffer> {
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer && value.byteLength > 0) found.add(value.buffer);
  } else if (Array.isArray(value)) {
    for (const item of value) if (typeof item === "object") buffers(item, found);
  } else if (typeof value === "object" && value !== null) {
    for (const item of Object.values(value)) buffers(item, found);
  }
  return found;
}

const { tasks }: { tasks: Readonly<Record<string, Task>> } = workerData.tasks
  ? await import(workerData.tasks)
  : await import("../tasks/index.ts");

const port = parentPort;
if (port === null) throw new Error("this file runs as a worker thread");
const send = (answer: Answer, transfer: Iterable<ArrayBuffer> = []) =>
  port.postMessage(answer, [...transfer]);

port.on("message", async ({ task, input }: Order) => {
  try {
    if (!Object.hasOwn(tasks, task)) {
      throw new Error(
        `unknown task ${JSON.stringify(task)}, expected one of ${Object.keys(tasks).join(", ")}`,
      );
    }
    let sent = Number.NEGATIVE_INFINITY;
    const result = await tasks[task](input as never, (fraction) => {
      const now = performance.now();
      if (now - sent < 100) return;
      sent = now;
      send({ fraction });
    });
    send({ result }, buffers(result));
  } catch (error) {
    send({ failure: packError(error) });
  }
});
