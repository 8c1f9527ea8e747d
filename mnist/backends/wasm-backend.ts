import type { Tf } from "../tf.ts";
import { loadBackend } from "./load-backend.ts";

/** TensorFlow.js on the backend that npm alone brings. */
export const wasmBackend = (): Promise<Tf> => loadBackend({ name: "wasm" });
