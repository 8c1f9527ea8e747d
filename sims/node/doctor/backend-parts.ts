import * as backends from "../../../mnist/backends/index.ts";
import { probeBackend } from "../probe-backend.ts";
import { tryInChild } from "../try-in-child.ts";
import type { Part } from "./part.ts";

/** Each backend, tried in a process of its own. */
export function backendParts(): Promise<Part[]> {
  const group = "Backends of the score network (--backend)";
  return Promise.all(
    Object.values(backends).map(async ({ name, about: brings }): Promise<Part> => {
      try {
        const { choice, imitated } = await probeBackend(name);
        const { device } = await tryInChild(choice);
        return {
          group,
          name,
          brings,
          found: imitated ? `${device}: imitated by the processor, slow` : device,
        };
      } catch (error) {
        return { group, name, brings, remedy: (error as Error).message };
      }
    }),
  );
}
