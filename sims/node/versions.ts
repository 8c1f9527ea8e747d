import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { arch, cpus, platform, release } from "node:os";
import { join } from "node:path";
import type { Json } from "../simulation.ts";
import { packageRoot } from "./package-root.ts";

interface Manifest {
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}
const manifest = (path: string): Manifest => JSON.parse(readFileSync(path, "utf8"));

/** The installed version: found by its folder, since a package may not export its package.json. */
function installed(name: string, paths: readonly string[]): string {
  for (const path of paths) {
    try {
      return manifest(join(path, name, "package.json")).version;
    } catch {
      // not in this folder of modules: look in the one above
    }
  }
  return "not installed";
}

/** What the numbers of a run may depend on besides its settings. */
export function versions(): { readonly [name: string]: Json } {
  const root = packageRoot();
  const { version, dependencies = {} } = manifest(join(root, "package.json"));
  const paths = createRequire(join(root, "package.json")).resolve.paths("x") ?? [];
  return {
    langevin: version,
    node: process.versions.node,
    v8: process.versions.v8,
    dependencies: Object.fromEntries(Object.keys(dependencies).map((name) => [name, installed(name, paths)])),
    platform: `${platform()} ${release()} ${arch()}`,
    processor: `${cpus().length} x ${cpus()[0]?.model.trim() ?? "unknown"}`,
  };
}
