import { z } from "zod";
import * as backends from "../mnist/backends/index.ts";

const names = Object.values(backends).map(({ name }) => name);

/** `--backend`, as the commands that compute with tensors declare it; `chooseBackend` reads it. */
export const backendFlag = z
  .enum(names as [string, ...string[]])
  .optional()
  .describe(
    "what computes with tensors; the fastest that this machine has unless told, as langevin doctor shows",
  );
