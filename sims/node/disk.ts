import * as fs from "node:fs/promises";

/** The calls that a run folder makes; a test hands in a disk that fails. */
export type Disk = Pick<typeof fs, "mkdir" | "open" | "readdir" | "rename" | "rm">;

export const disk: Disk = fs;
