import { createHash, randomBytes } from "node:crypto";
import { join } from "node:path";
import { UsageError } from "../../src/refusal.ts";
import { codeOf } from "./code-of.ts";
import type { Disk } from "./disk.ts";
import { makeFolder } from "./make-folder.ts";
import { OutputError } from "./output-error.ts";
import { writeAtomic } from "./write-atomic.ts";

/** What is known about a file that was written. */
export interface Output {
  readonly bytes: number;
  readonly sha256: string;
}

/** Length and SHA-256 of a file in parts. */
export function digest(parts: readonly Uint8Array[]): Output {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return { bytes: parts.reduce((sum, { length }) => sum + length, 0), sha256: hash.digest("hex") };
}

/** A folder that only ever holds whole files, and knows the digest of each. */
export interface RunFolder {
  readonly path: string;
  /** It and those above it that were not there before, the outermost first. */
  readonly made: readonly string[];
  readonly outputs: Readonly<Record<string, Output>>;
  /** `name` may have one folder in front, as in "figures/digits.html". */
  write(name: string, ...parts: readonly Uint8Array[]): Promise<void>;
  /**
   * Writes run.json, which is not among the outputs that it lists.
   *
   * @throws UsageError where another run has written one
   */
  writeRecord(text: Uint8Array): Promise<void>;
  /** Takes the digest of a file that was written otherwise into the list. */
  note(name: string, output: Output): void;
}

const part = /^(?!(con|prn|aux|nul|com\d|lpt\d)(\.|$))[a-z0-9_][a-z0-9._-]{0,99}$/i;

/** What is written first, and kept up to date. */
const record = "run.json";

/** Letters, digits, dot, dash and underscore, and one folder at most: a name never leaves the folder. */
function checkName(name: string): void {
  const parts = name.split("/");
  if (parts.length <= 2 && parts.every((p) => part.test(p) && !p.endsWith("."))) return;
  throw new UsageError({
    what: "name of a result",
    got: name,
    expected: "letters, digits, dots, dashes and underscores, not starting with a dot",
  });
}

/** runs/20261122T090305Z-swiss-roll-1f9c03ab: in the order of time, and no two alike. */
const defaultPath = (name: string): string =>
  join(
    "runs",
    `${new Date().toISOString().replace(/[-:]|\.\d+/g, "")}-${name}-${randomBytes(4).toString("hex")}`,
  );

/** What a run that begins holds, so that no other has the folder. */
const lock = "begins.part";

/** @param files in the folder */
function held(path: string, files: readonly string[]): UsageError {
  const left = files.every((file) => file.endsWith(".part"));
  const advice = left
    ? `A run is beginning there, or was killed as it began: choose another, or remove ${files.join(" and ")} from it.`
    : "It holds files, and a run never overwrites results: choose another, or move it away.";
  return new UsageError({ what: "--out", got: path, expected: "a folder that is new or empty", advice });
}

/** Makes the folder, or takes an empty one, and returns those that were made; refuses one that holds anything. */
async function claim(disk: Disk, path: string): Promise<readonly string[]> {
  let files: readonly string[];
  try {
    const made = await makeFolder(disk, path);
    files = await disk.readdir(path);
    if (files.length === 0) return made;
  } catch (error) {
    if (codeOf(error) !== "ENOTDIR") throw new OutputError(path, error);
    throw new UsageError({
      what: "--out",
      got: path,
      expected: "a folder",
      advice: "A file has this name, or a part of its path is a file: choose another.",
    });
  }
  throw held(path, files);
}

/** Writes the first run.json of a folder, whole: of two runs that found it empty at once, one has it. */
async function begin(disk: Disk, path: string, write: () => Promise<void>): Promise<void> {
  const file = join(path, lock);
  try {
    await (await disk.open(file, "wx")).close();
  } catch (error) {
    throw codeOf(error) === "EEXIST" ? held(path, [lock]) : new OutputError(join(path, record), error);
  }
  try {
    if ((await disk.readdir(path)).includes(record)) throw held(path, [record]);
    await write();
  } finally {
    await disk.rm(file, { force: true }).catch(() => undefined);
  }
}

/** Makes the folder of a run: `out`, or a new one below `runs`. */
export async function runFolder(disk: Disk, name: string, out?: string): Promise<RunFolder> {
  const path = out ?? defaultPath(name);
  const made = await claim(disk, path);
  const outputs: Record<string, Output> = {};
  let begun = false;
  const put = async (name: string, parts: readonly Uint8Array[]): Promise<void> => {
    const file = join(path, name);
    try {
      if (name.includes("/")) await makeFolder(disk, join(path, name.split("/")[0]));
      await writeAtomic(disk, file, parts);
    } catch (error) {
      throw new OutputError(file, error);
    }
  };
  return {
    path,
    made,
    outputs,
    async writeRecord(text) {
      const write = () => put(record, [text]);
      await (begun ? write() : begin(disk, path, write));
      begun = true;
    },
    note(name, output) {
      outputs[name] = output;
    },
    async write(name, ...parts) {
      checkName(name);
      await put(name, parts);
      outputs[name] = digest(parts);
    },
  };
}
