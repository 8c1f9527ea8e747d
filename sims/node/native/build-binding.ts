import { createHash } from "node:crypto";
import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { disk } from "../disk.ts";
import { makeFolder } from "../make-folder.ts";
import { tryInChild } from "../try-in-child.ts";
import { writeAtomic } from "../write-atomic.ts";
import { type BuiltBinding, bindingsFolder, machine } from "./built-bindings.ts";
import { compile } from "./compile.ts";
import { sources } from "./sources.ts";
import { sweepLeftovers } from "./sweep-leftovers.ts";
import type { Say, TensorflowLibrary } from "./tensorflow-library.ts";

/**
 * Compiles the binding against a TensorFlow, tries it in a process of its own, and only then gives it its name in the
 * cache folder: by its sources, the machine, and where the TensorFlow lies.
 */
export async function buildBinding(library: TensorflowLibrary, say: Say): Promise<BuiltBinding> {
  const from = sources();
  const where = createHash("sha256").update(library.libraries[0]).digest("hex").slice(0, 8);
  const path = join(bindingsFolder(), `${from.key}-${machine()}-${where}`);
  const [binding, temporary] = [`${path}.node`, `${path}.${process.pid}.part`];
  await makeFolder(disk, bindingsFolder());
  await sweepLeftovers(bindingsFolder());
  try {
    await compile(from, library, temporary, say);
    say("trying it in a process of its own");
    const { device, gpu } = await tryInChild({ name: "tensorflow", binding: temporary });
    await rename(`${temporary}.so`, `${binding}.so`);
    await rename(temporary, binding);
    const record: BuiltBinding = {
      ...{ binding, device, gpu, libraries: library.libraries },
      ...{ sources: from.key, machine: machine(), built: new Date().toISOString() },
    };
    await writeAtomic(disk, `${path}.json`, [Buffer.from(`${JSON.stringify(record, null, 2)}\n`)]);
    return record;
  } finally {
    for (const file of [temporary, `${temporary}.so`, `${temporary}.cc`]) await rm(file, { force: true });
  }
}
