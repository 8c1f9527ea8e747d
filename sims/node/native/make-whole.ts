import { mkdir, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { makeFolder } from "../make-folder.ts";
import { sweepLeftovers } from "./sweep-leftovers.ts";

/**
 * Makes a folder whose name holds all of it or does not exist: filled under a temporary name, then renamed. What an
 * earlier attempt left half-made is removed first.
 */
export async function makeWhole(path: string, fill: (folder: string) => Promise<void>): Promise<void> {
  const temporary = `${path}.${process.pid}.part`;
  await makeFolder({ mkdir }, dirname(path));
  await sweepLeftovers(dirname(path));
  try {
    await mkdir(temporary);
    await fill(temporary);
    await rename(temporary, path);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}
