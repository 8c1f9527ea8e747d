import { existsSync, readdirSync, readFileSync } from "node:fs";
import { arch, platform } from "node:os";
import { join } from "node:path";
import { installedPackage } from "../installed-package.ts";
import { cacheFolder } from "../cache-folder.ts";

/** A finished binding, as the file beside it says. */
export interface BuiltBinding {
  /** The compiled file. */
  readonly binding: string;
  /** Such as "TensorFlow 2.21.0 on the CPU". */
  readonly device: string;
  /** TensorFlow's shared libraries; without them the binding is nothing. */
  readonly libraries: readonly string[];
  readonly tfjsNode: string;
  readonly machine: string;
  /** When, as ISO 8601 has it. */
  readonly built: string;
}

export const bindingsFolder = (): string => join(cacheFolder(), "bindings");

/** The parts of the key that have to be those of the machine and the package that run. */
export const bindingKey = (): Pick<BuiltBinding, "tfjsNode" | "machine"> => ({
  tfjsNode: installedPackage("@tensorflow/tfjs-node-gpu")?.version ?? "none",
  machine: `${platform()}-${arch()}`,
});

/** The finished bindings that run here, the one that was built last first. */
export function builtBindings(): BuiltBinding[] {
  const folder = bindingsFolder();
  const { tfjsNode, machine } = bindingKey();
  return (existsSync(folder) ? readdirSync(folder) : [])
    .filter((name) => name.endsWith(".json"))
    .map((name): BuiltBinding => JSON.parse(readFileSync(join(folder, name), "utf8")))
    .filter((built) => built.tfjsNode === tfjsNode && built.machine === machine)
    .filter(({ binding, libraries }) => [binding, ...libraries].every((file) => existsSync(file)))
    .sort((a, b) => b.built.localeCompare(a.built));
}
