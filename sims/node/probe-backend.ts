import type { BackendChoice, BackendName, Device } from "../../mnist/backends/backend.ts";
import { installWebgpu } from "../../mnist/backends/webgpu.ts";
import { MissingPartError } from "../../src/refusal.ts";
import { gpuDriver } from "./gpu-driver.ts";
import { installedPackage } from "./installed-package.ts";
import { builtBindings } from "./native/built-bindings.ts";
import { sources } from "./native/sources.ts";
import { tryInChild } from "./try-in-child.ts";

/** A backend that this machine has, and what it computes on. */
export type Probe = Device & { readonly choice: BackendChoice };

async function tensorflow(): Promise<Probe> {
  const [built] = builtBindings(sources().key);
  if (built === undefined) {
    throw new MissingPartError("the binding to TensorFlow is not built; run: npx langevin native");
  }
  const { binding, device, gpu } = built;
  return { choice: { name: "tensorflow", binding }, device, gpu };
}

async function webgpu(): Promise<Probe> {
  const names = ["webgpu", "@tensorflow/tfjs-backend-webgpu"];
  if (!names.every(installedPackage)) {
    throw new MissingPartError(`WebGPU for Node is not installed; run: ${installWebgpu}`);
  }
  const driver = gpuDriver();
  if (driver === undefined) {
    throw new MissingPartError(
      "no GPU was found; to have one imitated by the processor, slowly, run: sudo apt install chromium libvulkan1",
    );
  }
  Object.assign(process.env, driver.env);
  const choice: BackendChoice = { name: "webgpu" };
  return { choice, ...(await tryInChild(choice)) };
}

const bundled = (name: BackendName, device: string) => async (): Promise<Probe> => {
  if (installedPackage(`@tensorflow/tfjs-backend-${name}`) === undefined) {
    throw new MissingPartError(`@tensorflow/tfjs-backend-${name} is not installed; run: npm ci`);
  }
  return { choice: { name }, device, gpu: false };
};

const probes: Readonly<Record<BackendName, () => Promise<Probe>>> = {
  tensorflow,
  webgpu,
  wasm: bundled("wasm", "WebAssembly, a thread a worker"),
  cpu: bundled("cpu", "plain JavaScript, a thread a worker"),
};

/**
 * Looks whether this machine has a backend, without loading it here. What the backend's library reads from the
 * environment is set, for the workers too.
 *
 * @throws MissingPartError with the command that installs what is missing
 * @throws Error where it is there and does not work
 */
export const probeBackend = (name: BackendName): Promise<Probe> => probes[name]();
