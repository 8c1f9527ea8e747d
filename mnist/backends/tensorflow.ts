import type { KernelBackend } from "@tensorflow/tfjs-core";
import { MissingPartError } from "../../src/refusal.ts";
import type { Backend } from "./backend.ts";
import { needed } from "./needed.ts";

/** The binding's JavaScript asks Node for two functions that newer ones no longer have. */
function giveBack(): void {
  const util: object = process.getBuiltinModule("node:util");
  Object.assign(util, { isArray: Array.isArray, isNullOrUndefined: (x: unknown) => x == null });
}

/** The functions of a compiled addon. */
function open(binding: string): object {
  const module = { exports: {} };
  try {
    process.dlopen(module, binding);
  } catch (error) {
    throw new MissingPartError(`the native binding does not load; run: npx langevin native (${error})`);
  }
  return module.exports;
}

/** TensorFlow's own library through the binding of @tensorflow/tfjs-node-gpu, on a GPU, or on a core for each thread that asks. */
export const tensorflow: Backend = {
  name: "tensorflow",
  about:
    "TensorFlow's library, on an NVIDIA GPU or on a core a worker: npx langevin native builds its binding",
  async start(tf, { binding }) {
    if (binding === undefined) throw new MissingPartError("no native binding; run: npx langevin native");
    giveBack();
    const name = "@tensorflow/tfjs-node-gpu";
    const command = `npm install --ignore-scripts ${name}@4.22.0`;
    const [{ NodeJSKernelBackend }] = await needed(name, command, () =>
      Promise.all([
        import("@tensorflow/tfjs-node-gpu/dist/nodejs_kernel_backend.js"),
        import("@tensorflow/tfjs-node-gpu/dist/register_all_kernels.js"),
      ]),
    );
    const native = open(binding) as ConstructorParameters<typeof NodeJSKernelBackend>[0];
    const backend = new NodeJSKernelBackend(native, name);
    tf.registerBackend("tensorflow", () => backend as unknown as KernelBackend);
    await tf.setBackend("tensorflow");
    const gpu = backend.isUsingGpuDevice;
    return { device: `TensorFlow ${native.TF_Version} on ${gpu ? "a GPU" : "the CPU"}`, gpu };
  },
};
