import { readFileSync } from "node:fs";
import { arch, cpus, platform, release } from "node:os";
import { join } from "node:path";
import type { Json } from "../simulation.ts";
import { installedPackage } from "./installed-package.ts";
import { packageRoot } from "./package-root.ts";

interface Manifest {
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}
const manifest = (path: string): Manifest => JSON.parse(readFileSync(path, "utf8"));

/** What the numbers of a run may depend on besides its settings. */
export function versions(): { readonly [name: string]: Json } {
  const root = packageRoot();
  const { version, dependencies = {} } = manifest(join(root, "package.json"));
  return {
    langevin: version,
    node: process.versions.node,
    v8: process.versions.v8,
    dependencies: Object.fromEntries(
      Object.keys(dependencies).map((name) => [name, installedPackage(name)?.version ?? "not installed"]),
    ),
    platform: `${platform()} ${release()} ${arch()}`,
    processor: `${cpus().length} x ${cpus()[0]?.model.trim() ?? "unknown"}`,
  };
}
