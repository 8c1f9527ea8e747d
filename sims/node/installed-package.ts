import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { packageRoot } from "./package-root.ts";

export interface InstalledPackage {
  readonly folder: string;
  readonly version: string;
}

/** An installed package: found by its folder, since it may not export its package.json; undefined where there is none. */
export function installedPackage(name: string): InstalledPackage | undefined {
  const paths = createRequire(join(packageRoot(), "package.json")).resolve.paths(name) ?? [];
  const folder = paths.map((path) => join(path, name)).find((path) => existsSync(join(path, "package.json")));
  if (folder === undefined) return undefined;
  const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return { folder, version };
}
