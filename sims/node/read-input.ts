import { readFile, stat } from "node:fs/promises";
import { isAbsolute } from "node:path";
import { UsageError } from "../../src/refusal.ts";
import { unreadable } from "./unreadable.ts";

interface Options {
  /** What the file is for, such as "--weights". */
  readonly what: string;
  /** What it has to be, such as "a weights.safetensors file". */
  readonly expected: string;
  /** Most bytes that it may have, a whole number of megabytes. */
  readonly most: number;
}

/** A file that the user names, whole. Its size is looked at first, so that a device or a huge file is not read. */
export async function readInput(path: string, options: Options): Promise<Uint8Array> {
  const { what, most } = options;
  const refuse = (got: string, advice?: string): never => {
    const expected = `${options.expected} that can be read, of at most ${most / 1e6} MB`;
    throw new UsageError({ what, got, expected, advice });
  };
  const from = isAbsolute(path) ? undefined : `The path is taken from ${process.cwd()}.`;
  const failed = (error: unknown): never => refuse(unreadable(path, error), from);
  const found = await stat(path).catch(failed);
  if (!found.isFile()) refuse(`${path}, which is ${found.isDirectory() ? "a folder" : "not a regular file"}`);
  if (found.size > most) refuse(`${path} of ${found.size} bytes`);
  return await readFile(path).catch(failed);
}
