import { dirname } from "node:path";
import type { Disk } from "./disk.ts";

/** Makes a renamed file's name last. Windows, and some network disks, refuse to sync a folder. */
async function syncFolder(disk: Disk, folder: string): Promise<void> {
  const handle = await disk.open(folder, "r").catch(() => undefined);
  if (handle === undefined) return;
  await handle.sync().catch(() => undefined);
  await handle.close();
}

/**
 * Writes a file so that its name holds all of it or what it held before: a temporary name, fsync, rename,
 * fsync of the folder. On an error nothing of the attempt stays.
 */
export async function writeAtomic(disk: Disk, path: string, parts: readonly Uint8Array[]): Promise<void> {
  const temporary = `${path}.${process.pid}.part`;
  try {
    const handle = await disk.open(temporary, "w");
    try {
      for (const part of parts) await handle.writeFile(part);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await disk.rename(temporary, path);
  } catch (error) {
    await disk.rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
  await syncFolder(disk, dirname(path));
}
