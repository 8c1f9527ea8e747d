import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { MissingPartError } from "../../../src/refusal.ts";
import { installedPackage } from "../installed-package.ts";
import { packageRoot } from "../package-root.ts";

/** What a binding is compiled from. */
export interface Sources {
  readonly binding: readonly string[];
  /** Of the addon that opens the binding. */
  readonly loader: readonly string[];
  readonly include: readonly string[];
  /** The key of what is compiled: the version of @tensorflow/tfjs-node-gpu, and a digest of what is our own. */
  readonly key: string;
}

const tfjsNode = "@tensorflow/tfjs-node-gpu";

function folderOf(name: string): string {
  const found = installedPackage(name);
  if (found !== undefined) return found.folder;
  const version = name === tfjsNode ? "@4.22.0" : "";
  throw new MissingPartError(`${name} is missing; run: npm install --ignore-scripts ${name}${version}`);
}

/** The files of our own in a folder beside this module's source. */
function filesOf(folder: string): string[] {
  const path = join(packageRoot(), "sims", "node", "native", folder);
  return readdirSync(path)
    .sort()
    .map((name) => join(path, name));
}

/** @throws MissingPartError with the command that installs what is missing */
export function sources(): Sources {
  const theirs = folderOf(tfjsNode);
  const [kernels, loader] = ["kernels", "loader"].map(filesOf);
  const digest = createHash("sha256");
  for (const file of [...kernels, ...loader]) digest.update(basename(file)).update(readFileSync(file));
  return {
    binding: [
      ...["tfjs_backend.cc", "tfjs_binding.cc"].map((name) => join(theirs, "binding", name)),
      ...kernels.filter((file) => file.endsWith(".cc")),
    ],
    loader,
    include: [theirs, join(folderOf("node-api-headers"), "include")],
    key: `${installedPackage(tfjsNode)?.version}-${digest.digest("hex").slice(0, 8)}`,
  };
}
