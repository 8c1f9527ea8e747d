import { dirname } from "node:path";
import type { Disk } from "./disk.ts";

const codeOf = (error: unknown) => (error as { code?: string }).code;

/**
 * Makes a folder and those above it; one that exists is taken. Returns whether it was made. Node's own recursive mkdir never returns where
 * a file system denies that a folder can be made with "no such file", as /proc does (Node 20).
 */
export async function makeFolder(disk: Pick<Disk, "mkdir">, path: string): Promise<boolean> {
  try {
    await disk.mkdir(path);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    const above = dirname(path);
    if (codeOf(error) !== "ENOENT" || above === path) throw error;
    await makeFolder(disk, above);
    return disk.mkdir(path).then(
      () => true,
      (again: unknown) => {
        if (codeOf(again) === "EEXIST") return false;
        throw again;
      },
    );
  }
}
