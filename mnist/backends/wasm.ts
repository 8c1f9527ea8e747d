import { MissingPartError } from "../../src/refusal.ts";
import type { Backend } from "./backend.ts";
import { needed } from "./needed.ts";
import { withoutHandlers } from "./without-handlers.ts";

/**
 * WebAssembly with 128-bit SIMD, one thread: in Node its threaded build is not available, so parallel work goes
 * to workers, each with a backend of its own.
 */
export const wasm: Backend = {
  name: "wasm",
  about: "WebAssembly, one thread a worker: comes with npm",
  async start(tf) {
    await needed("@tensorflow/tfjs-backend-wasm", "npm ci", () => import("@tensorflow/tfjs-backend-wasm"));
    if (await withoutHandlers(() => tf.setBackend("wasm")))
      return { device: "WebAssembly with SIMD", gpu: false };
    throw new MissingPartError("the wasm backend of TensorFlow.js does not start: it needs WebAssembly");
  },
};
