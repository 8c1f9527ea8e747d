import { dirname } from "node:path";
import { codeOf } from "./code-of.ts";
import type { Disk } from "./disk.ts";

/**
 * Makes a folder and those above it; one that exists is taken. Returns those that were made, the outermost first. Node's own recursive
 * mkdir never returns where a file system denies that a folder can be made with "no such file", as /proc does (Node 20).
 */
export async function makeFolder(disk: Pick<Disk, "mkdir">, path: string): Promise<readonly string[]> {
  try {
    await disk.mkdir(path);
    return [path];
  } catch (error) {
    if (codeOf(error) === "EEXIST") return [];
    const above = dirname(path);
    if (codeOf(error) !== "ENOENT" || above === path) throw error;
    const made = await makeFolder(disk, above);
    return disk.mkdir(path).then(
      () => [...made, path],
      (again: unknown) => {
        if (codeOf(again) === "EEXIST") return made;
        throw again;
      },
    );
  }
}
