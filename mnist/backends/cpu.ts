import type { Backend } from "./backend.ts";
import { needed } from "./needed.ts";

/** Plain JavaScript, one thread: the reference that needs nothing, slower by an order of magnitude. */
export const cpu: Backend = {
  name: "cpu",
  about: "plain JavaScript, one thread a worker: the slow reference, comes with npm",
  async start(tf) {
    await needed("@tensorflow/tfjs-backend-cpu", "npm ci", () => import("@tensorflow/tfjs-backend-cpu"));
    await tf.setBackend("cpu");
    // It would advise on stderr to take the native binding.
    (tf.backend() as unknown as { firstUse: boolean }).firstUse = false;
    return { device: "plain JavaScript", gpu: false };
  },
};
