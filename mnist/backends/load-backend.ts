import type { Tf } from "../tf.ts";
import type { BackendChoice } from "./backend.ts";
import { startBackend } from "./start-backend.ts";

/**
 * TensorFlow.js on this backend, which is from then on that of this thread, with the gradients that the networks
 * of this folder need. Several threads each have a backend of their own.
 *
 * @throws UsageError for a name that is no backend's
 * @throws MissingPartError with the command that installs what is missing
 */
export async function loadBackend(choice: BackendChoice): Promise<Tf> {
  const { tf } = await startBackend(choice);
  if (tf.getBackend() !== choice.name) await tf.setBackend(choice.name);
  return tf;
}
