import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Whether the process that a leftover names still runs. */
function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: string }).code === "EPERM";
  }
}

/** Removes what processes that are no longer there left half-made in a folder. */
async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const [, pid] = /\.(\d+)\.part$/.exec(name) ?? [];
    if (pid !== undefined && !runs(Number(pid))) await rm(join(folder, name), { recursive: true });
  }
}

/**
 * Makes a folder whose name holds all of it or does not exist: filled under a temporary name, then renamed. What an
 * earlier attempt left half-made is removed first.
 */
export async function makeWhole(path: string, fill: (folder: string) => Promise<void>): Promise<void> {
  const temporary = `${path}.${process.pid}.part`;
  await mkdir(dirname(path), { recursive: true });
  await sweep(dirname(path));
  try {
    await mkdir(temporary);
    await fill(temporary);
    await rename(temporary, path);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}
