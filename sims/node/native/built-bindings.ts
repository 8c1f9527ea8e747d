import { existsSync, readdirSync, readFileSync } from "node:fs";
import { arch, platform } from "node:os";
import { join } from "node:path";
import { cacheFolder } from "../cache-folder.ts";

/** A finished binding, as the file beside it says. */
export interface BuiltBinding {
  /** The addon; the binding that it opens has this name with ".so" behind it. */
  readonly binding: string;
  /** Such as "TensorFlow 2.21.0 on the CPU". */
  readonly device: string;
  readonly gpu: boolean;
  /** TensorFlow's shared libraries; without them the binding is nothing. */
  readonly libraries: readonly string[];
  /** The key of its sources. */
  readonly sources: string;
  readonly machine: string;
  /** When, as ISO 8601 has it. */
  readonly built: string;
}

/** Where bindings are kept. */
export const bindingsFolder = (): string => join(cacheFolder(), "bindings");

/** What a binary runs on, such as "linux-x64". */
export const machine = (): string => `${platform()}-${arch()}`;

/** What a file says of a binding; nothing, where it is damaged: then it is built again. */
function record(path: string): BuiltBinding[] {
  try {
    return [JSON.parse(readFileSync(path, "utf8"))];
  } catch {
    return [];
  }
}

/** The finished bindings from these sources that run here, the one that was built last first. */
export function builtBindings(sources: string): BuiltBinding[] {
  const folder = bindingsFolder();
  return (existsSync(folder) ? readdirSync(folder) : [])
    .filter((name) => name.endsWith(".json"))
    .flatMap((name) => record(join(folder, name)))
    .filter((built) => built.sources === sources && built.machine === machine())
    .filter(({ binding, libraries }) =>
      [binding, `${binding}.so`, ...libraries].every((file) => existsSync(file)),
    )
    .sort((a, b) => b.built.localeCompare(a.built));
}
