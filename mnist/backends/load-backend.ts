import { choose } from "../../src/check.ts";
import { supplyGradients } from "../gradients/index.ts";
import type { Tf } from "../tf.ts";
import type { BackendChoice } from "./backend.ts";
import * as backends from "./index.ts";
import { needed } from "./needed.ts";

const started = new Map<string, Promise<Tf>>();

async function start(choice: BackendChoice): Promise<Tf> {
  const tf = await needed("@tensorflow/tfjs-core", "npm ci", () => import("@tensorflow/tfjs-core"));
  await choose("backend", choice.name, backends).start(tf, choice);
  supplyGradients(tf);
  return tf;
}

/**
 * TensorFlow.js on this backend, which is from then on that of this thread, with the gradients that the networks
 * of this folder need. Several threads each have a backend of their own.
 *
 * @throws UsageError for a name that is no backend's
 * @throws MissingPartError with the command that installs what is missing
 */
export async function loadBackend(choice: BackendChoice): Promise<Tf> {
  const { name } = choice;
  const known = started.get(name) ?? start(choice);
  started.set(name, known);
  const tf = await known;
  if (tf.getBackend() !== name) await tf.setBackend(name);
  return tf;
}
