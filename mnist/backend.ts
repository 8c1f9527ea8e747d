import { MissingPartError } from "../src/refusal.ts";
import { supplyGradients } from "./gradients/index.ts";
import type { Tf } from "./tf.ts";

let loaded: Promise<Tf> | undefined;

async function load(): Promise<Tf> {
  const tf = await import("@tensorflow/tfjs-core").catch((error: unknown) => {
    throw new MissingPartError(`@tensorflow/tfjs-core does not load; run: npm ci (${error})`);
  });
  await import("@tensorflow/tfjs-backend-wasm").catch((error: unknown) => {
    throw new MissingPartError(`@tensorflow/tfjs-backend-wasm does not load; run: npm ci (${error})`);
  });
  if (!(await tf.setBackend("wasm"))) {
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
