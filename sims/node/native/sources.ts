import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { MissingPartError } from "../../../src/refusal.ts";
import { installedPackage } from "../installed-package.ts";
import { packageRoot } from "../package-root.ts";

/** What a binding is compiled from. */
export interface Sources {
  readonly files: readonly string[];
  readonly include: readonly string[];
  /** The key of what is compiled: the version of @tensorflow/tfjs-node-gpu, and a digest of the operations of our own. */
  readonly key: string;
}

const binding = "@tensorflow/tfjs-node-gpu";

function folderOf(name: string): string {
  const found = installedPackage(name);
  if (found !== undefined) return found.folder;
  const version = name === binding ? "@4.22.0" : "";
  throw new MissingPartError(`${name} is missing; run: npm install --ignore-scripts ${name}${version}`);
}

/** @throws MissingPartError with the command that installs what is missing */
export function sources(): Sources {
  const theirs = folderOf(binding);
  const ours = join(packageRoot(), "sims", "node", "native", "kernels");
  const names = readdirSync(ours).sort();
  const digest = createHash("sha256");
  for (const name of names) digest.update(name).update(readFileSync(join(ours, name)));
  return {
    files: [
      ...["tfjs_backend.cc", "tfjs_binding.cc"].map((name) => join(theirs, "binding", name)),
      ...names.filter((name) => name.endsWith(".cc")).map((name) => join(ours, name)),
    ],
    include: [theirs, join(folderOf("node-api-headers"), "include")],
    key: `${installedPackage(binding)?.version}-${digest.digest("hex").slice(0, 8)}`,
  };
}
