import type { BackendChoice } from "../../mnist/backends/backend.ts";
import * as backends from "../../mnist/backends/index.ts";
import { choose } from "../../src/index.ts";
import { chooseBackend } from "./choose-backend.ts";

/** The backend that was asked for, or the fastest that there is, and how work is handed to it. */
export interface Machine {
  readonly backend: BackendChoice;
  /** Whether one worker has all cores, or the GPU. */
  readonly threaded: boolean;
  /** Why this one. */
  readonly why: string;
}

/** @throws MissingPartError where the one that was asked for is not there */
export async function backendOf(asked: string | undefined): Promise<Machine> {
  const { choice: backend, why } = await chooseBackend(asked);
  const { threaded } = choose<(typeof backends)[keyof typeof backends]>("backend", backend.name, backends);
  return { backend, threaded, why };
}
