import { MissingPartError } from "../src/refusal.ts";
import { supplyGradients } from "./gradients/index.ts";
import type { Tf } from "./tf.ts";

let loaded: Promise<Tf> | undefined;

const events = ["uncaughtException", "unhandledRejection"] as const;

/**
 * Takes back the handlers that the WebAssembly module puts on a Node process: they would throw every error of
 * the program that nobody catches again, below the module's whole source, which is one line.
 */
async function withoutHandlers<T>(work: () => Promise<T>): Promise<T> {
  const host = (globalThis as { process?: NodeJS.Process }).process;
  if (typeof host?.listeners !== "function") return work();
  const before = events.map((event) => host.listeners(event as "uncaughtException"));
  const result = await work();
  events.forEach((event, k) => {
    for (const listener of host.listeners(event as "uncaughtException")) {
      if (!before[k].includes(listener)) host.off(event, listener);
    }
  });
  return result;
}

async function load(): Promise<Tf> {
  const tf = await import("@tensorflow/tfjs-core").catch((error: unknown) => {
    throw new MissingPartError(`@tensorflow/tfjs-core does not load; run: npm ci (${error})`);
  });
  await import("@tensorflow/tfjs-backend-wasm").catch((error: unknown) => {
    throw new MissingPartError(`@tensorflow/tfjs-backend-wasm does not load; run: npm ci (${error})`);
  });
  if (!(await withoutHandlers(() => tf.setBackend("wasm")))) {
    throw new MissingPartError("the wasm backend of TensorFlow.js does not start: it needs WebAssembly");
  }
  supplyGradients(tf);
  return tf;
}

/**
 * TensorFlow.js on its WebAssembly backend, one thread with 128-bit SIMD, with the gradients of a
 * convolution that it lacks. Loads once in a thread; several threads each have a backend of their own.
 * In Node its threaded build is not available, so parallel work goes to workers.
 *
 * @throws MissingPartError where the package or WebAssembly is missing
 */
export function wasmBackend(): Promise<Tf> {
  loaded ??= load();
  return loaded;
}
