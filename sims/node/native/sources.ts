import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { MissingPartError } from "../../../src/refusal.ts";
import { installedPackage } from "../installed-package.ts";
import { packageRoot } from "../package-root.ts";

/** What a binding is compiled from. */
export interface Sources {
  readonly binding: readonly string[];
  /** A file of the binding with a change of ours. */
  readonly changed: string;
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

const [shared, own] = [
  "static std::set<std::string> ATTR_NAME_SET;",
  "thread_local std::set<std::string> ATTR_NAME_SET;",
];

/** The binding adds to one set from all threads without a lock; so each thread gets a set of its own. */
function ownNames(file: string): string {
  const text = readFileSync(file, "utf8");
  if (!text.includes(shared)) throw new Error(`${file} does not have the line ${shared}`);
  return text.replace(shared, own);
}

/** @throws MissingPartError with the command that installs what is missing */
export function sources(): Sources {
  const theirs = folderOf(tfjsNode);
  const [kernels, loader] = ["kernels", "loader"].map(filesOf);
  const changed = ownNames(join(theirs, "binding", "tfjs_backend.cc"));
  const digest = createHash("sha256").update(changed);
  for (const file of [...kernels, ...loader]) digest.update(basename(file)).update(readFileSync(file));
  return {
    binding: [join(theirs, "binding", "tfjs_binding.cc"), ...kernels.filter((file) => file.endsWith(".cc"))],
    changed,
    loader,
    include: [theirs, join(theirs, "binding"), join(folderOf("node-api-headers"), "include")],
    key: `${installedPackage(tfjsNode)?.version}-${digest.digest("hex").slice(0, 8)}`,
  };
}
