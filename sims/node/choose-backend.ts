import type { BackendChoice } from "../../mnist/backends/backend.ts";
import * as backends from "../../mnist/backends/index.ts";
import { choose } from "../../src/check.ts";
import { builtBindings } from "./native/built-bindings.ts";

export interface ChosenBackend {
  readonly choice: BackendChoice;
  /** A few words for the reader: which, and why. */
  readonly why: string;
}

/**
 * The backend that was asked for, or the fastest that this machine has.
 *
 * @throws MissingPartError with the command that installs the one that was asked for
 */
export async function chooseBackend(asked: string | undefined): Promise<ChosenBackend> {
  const [built] = builtBindings();
  if (built !== undefined && (asked === undefined || asked === "tensorflow")) {
    return { choice: { name: "tensorflow", binding: built.binding }, why: built.device };
  }
  if (asked !== undefined)
    return { choice: { name: choose("--backend", asked, backends).name }, why: "asked for" };
  return { choice: { name: "wasm" }, why: "no native binding" };
}
