import { choose } from "../../src/check.ts";
import { supplyGradients } from "../gradients/index.ts";
import type { Tf } from "../tf.ts";
import type { BackendChoice, Device } from "./backend.ts";
import * as backends from "./index.ts";
import { needed } from "./needed.ts";

type Started = Device & { readonly tf: Tf };

const started = new Map<string, Promise<Started>>();

async function start(choice: BackendChoice): Promise<Started> {
  const { start } = choose("backend", choice.name, backends);
  const tf = await needed("@tensorflow/tfjs-core", "npm ci", () => import("@tensorflow/tfjs-core"));
  const device = await start(tf, choice);
  supplyGradients(tf);
  return { tf, ...device };
}

/** Starts a backend once in a thread. */
export function startBackend(choice: BackendChoice): Promise<Started> {
  const known = started.get(choice.name) ?? start(choice);
  started.set(choice.name, known);
  return known;
}
