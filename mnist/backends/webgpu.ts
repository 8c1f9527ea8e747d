import { MissingPartError } from "../../src/refusal.ts";
import type { Backend } from "./backend.ts";
import { needed } from "./needed.ts";

const command = "npm install --ignore-scripts webgpu @tensorflow/tfjs-backend-webgpu@4.22.0";

/** What a browser has: in Node it comes from Dawn. */
async function provideGpu(): Promise<void> {
  const host = globalThis as { navigator?: { gpu?: unknown } };
  if (host.navigator?.gpu !== undefined) return;
  const { create, globals } = await needed("webgpu", command, () => import("webgpu"));
  Object.assign(globalThis, globals);
  const navigator = Object.create(host.navigator ?? null, { gpu: { value: create([]) } });
  Object.defineProperty(globalThis, "navigator", { value: navigator, configurable: true });
}

/** Any GPU through Dawn's WebGPU. Its tensors are read with `data()` only: Node has no canvas for a synchronous read. */
export const webgpu: Backend = {
  name: "webgpu",
  about: "any GPU through WebGPU",
  threaded: true,
  async start(tf) {
    await provideGpu();
    const name = "@tensorflow/tfjs-backend-webgpu";
    await needed(name, command, () => import("@tensorflow/tfjs-backend-webgpu"));
    const started = await tf.setBackend("webgpu").catch(() => false);
    if (!started) throw new MissingPartError("no GPU that WebGPU can use was found; take --backend wasm");
  },
};
