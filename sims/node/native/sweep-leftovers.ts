import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { codeOf } from "../code-of.ts";

/** Whether the process that a leftover names still runs. */
function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

/** Removes what processes that are no longer there left half-made in a folder. */
export async function sweepLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const [, pid] = /\.(\d+)\.part(\.so)?$/.exec(name) ?? [];
    if (pid !== undefined && !runs(Number(pid))) await rm(join(folder, name), { recursive: true });
  }
}
