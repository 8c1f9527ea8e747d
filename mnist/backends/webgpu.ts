import { MissingPartError } from "../../src/refusal.ts";
import type { Backend } from "./backend.ts";
import { needed } from "./needed.ts";

/** Installs what it needs. */
export const installWebgpu =
  "npm install --ignore-scripts webgpu@0.6.2 @tensorflow/tfjs-backend-webgpu@4.22.0";

/** What a browser has: in Node it comes from Dawn. */
async function provideGpu(): Promise<void> {
  const host = globalThis as { navigator?: { gpu?: unknown } };
  if (host.navigator?.gpu !== undefined) return;
  const { create, globals } = await needed("webgpu", installWebgpu, () => import("webgpu"));
  Object.assign(globalThis, globals);
  const navigator = Object.create(host.navigator ?? null, { gpu: { value: create([]) } });
  Object.defineProperty(globalThis, "navigator", { value: navigator, configurable: true });
}

const imitation = /swiftshader|llvmpipe|lavapipe|software|basic render/i;

/** Any GPU through Dawn's WebGPU. Its tensors are read with `data()` only: Node has no canvas for a synchronous read. */
export const webgpu: Backend = {
  name: "webgpu",
  about: "any GPU through WebGPU; one that the processor imitates only where it is asked for",
  async start(tf) {
    await provideGpu();
    const adapter = await navigator.gpu.requestAdapter({ powerPreference: "high-performance" });
    if (adapter === null) {
      throw new MissingPartError(
        "WebGPU finds no GPU; install the driver of yours, or take the backend wasm",
      );
    }
    const name = "@tensorflow/tfjs-backend-webgpu";
    await needed(name, installWebgpu, () => import("@tensorflow/tfjs-backend-webgpu"));
    await tf.setBackend("webgpu");
    const { vendor, architecture, device, description } = adapter.info;
    const words = [...new Set([description || device, vendor, architecture])].filter(Boolean).join(", ");
    return { device: words, gpu: true, imitated: imitation.test(words) };
  },
};
