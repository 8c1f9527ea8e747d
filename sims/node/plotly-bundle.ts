import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { PlotlyBundle } from "../../plots/index.ts";
import { cacheFolder } from "./cache-folder.ts";
import { disk } from "./disk.ts";
import { makeFolder } from "./make-folder.ts";
import { writeAtomic } from "./write-atomic.ts";

const digest = (data: Uint8Array) => createHash("sha256").update(data).digest();

/** The cached bytes behind their digest; undefined where there are none, or not those that were written. */
async function cached(path: string): Promise<Buffer | undefined> {
  const held = await readFile(path).catch(() => undefined);
  if (held === undefined) return undefined;
  const data = held.subarray(32);
  return held.subarray(0, 32).equals(digest(data)) ? data : undefined;
}

async function load(): Promise<PlotlyBundle> {
  const require = createRequire(import.meta.url);
  const { version } = require("plotly.js-dist/package.json") as { version: string };
  const path = join(cacheFolder(), `plotly-${version}.gz`);
  let data = await cached(path);
  if (data === undefined) {
    data = await promisify(gzip)(await readFile(require.resolve("plotly.js-dist/plotly.js")), { level: 9 });
    try {
      await makeFolder(disk, cacheFolder());
      await writeAtomic(disk, path, [digest(data), data]);
    } catch {
      // without a cache it is compressed again next time
    }
  }
  return { gzipBase64: data.toString("base64"), version };
}

let bundle: Promise<PlotlyBundle> | undefined;

/** Plotly, compressed as pages carry it. Compressing takes a second, so it is done once and kept. */
export function plotlyBundle(): Promise<PlotlyBundle> {
  bundle ??= load();
  return bundle;
}
