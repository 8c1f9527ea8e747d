import { createHash } from "node:crypto";
import { closeSync, fsyncSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { OutputError } from "./output-error.ts";
import type { RunFolder } from "./run-folder.ts";

export interface Metrics {
  append(row: Readonly<Record<string, number | string | boolean>>): void;
  close(): void;
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
  let synced = performance.now();
  return {
    append(row) {
      if (closed) return;
      const line = Buffer.from(
        `${JSON.stringify(row, (_, v) => (typeof v === "number" && !Number.isFinite(v) ? String(v) : v))}\n`,
      );
      try {
        file ??= openSync(path, "a");
        writeSync(file, line);
        if (performance.now() - synced > 1000) {
          fsyncSync(file);
          synced = performance.now();
        }
      } catch (error) {
        throw new OutputError(path, error);
      }
      hash.update(line);
      bytes += line.length;
    },
    close() {
      closed = true;
      if (file === undefined) return;
      fsyncSync(file);
      closeSync(file);
      folder.note(name, { bytes, sha256: hash.digest("hex") });
    },
  };
}
