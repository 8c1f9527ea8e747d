import { codeOf } from "./code-of.ts";

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full. Free some space, or choose another disk with --out DIR",
  EDQUOT: "your quota on this disk is used up. Free some space, or choose another disk with --out DIR",
  EACCES: "it may not be written. Choose another folder with --out DIR",
  EPERM: "it may not be written. Choose another folder with --out DIR",
  EROFS: "the disk is read-only. Choose another folder with --out DIR",
  ENOENT: "no folder can be made there. Choose another one with --out DIR",
  ENOTDIR: "a part of its path is a file. Choose another folder with --out DIR",
  ENAMETOOLONG: "its path is too long. Choose a shorter one with --out DIR",
};

/** A result could not be written; what was written before it stays. */
export class OutputError extends Error {
  override readonly name: string = "OutputError";
  constructor(path: string, cause: unknown) {
    const code = codeOf(cause) ?? "";
    super(`${path}: ${reasons[code] ?? String(cause)}.`, { cause });
  }
}
