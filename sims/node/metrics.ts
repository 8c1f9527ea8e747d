import { createHash } from "node:crypto";
import { closeSync, fsyncSync, ftruncateSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { OutputError } from "./output-error.ts";
import type { RunFolder } from "./run-folder.ts";

export interface Metrics {
  append(row: Readonly<Record<string, number | string | boolean>>): void;
  /** Brings every line so far to the disk. */
  sync(): void;
  close(): void;
}

/** Appends a line to a file of `end` bytes, or leaves it as it was. */
function writeWhole(file: number, line: Uint8Array, end: number): void {
  try {
    for (let at = 0; at < line.length; ) at += writeSync(file, line, at);
  } catch (error) {
    ftruncateSync(file, end);
    throw error;
  }
}

/**
 * metrics.jsonl: each line reaches the system at once, and the disk at most a second later. A value that is not
 * finite becomes text, since JSON has no word for it.
 */
export function metrics(folder: RunFolder): Metrics {
  const name = "metrics.jsonl";
  const path = join(folder.path, name);
  const hash = createHash("sha256");
  let file: number | undefined;
  let closed = false;
  let bytes = 0;
  let synced = { bytes: 0, at: performance.now() };
  const sync = (): void => {
    if (file === undefined || synced.bytes === bytes) return;
    fsyncSync(file);
    synced = { bytes, at: performance.now() };
  };
  const attempt = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      throw new OutputError(path, error);
    }
  };
  return {
    sync: () => attempt(sync),
    append(row) {
      if (closed) return;
      const line = Buffer.from(
        `${JSON.stringify(row, (_, v) => (typeof v === "number" && !Number.isFinite(v) ? String(v) : v))}\n`,
      );
      attempt(() => {
        file ??= openSync(path, "a");
        writeWhole(file, line, bytes);
        hash.update(line);
        bytes += line.length;
        if (performance.now() - synced.at > 1000) sync();
      });
    },
    close() {
      closed = true;
      if (file === undefined) return;
      folder.note(name, { bytes, sha256: hash.digest("hex") });
      try {
        attempt(sync);
      } finally {
        closeSync(file);
      }
    },
  };
}
