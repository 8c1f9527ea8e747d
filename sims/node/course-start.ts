import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import { UsageError } from "../../src/refusal.ts";
import type { CourseEntry } from "../course/entry.ts";
import { scriptOf } from "../course/script-of.ts";
import { parseFlags } from "./flags.ts";
import { makeFolder } from "./make-folder.ts";
import { OutputError } from "./output-error.ts";
import { packageRoot } from "./package-root.ts";

const config = z.object({
  start: z.string().min(1).meta({ metavar: "folder", description: "folder that the script is written to" }),
});

/** Whether a script in this folder finds the package by its name. */
function resolves(folder: string): boolean {
  try {
    createRequire(join(resolve(folder), "script.mjs")).resolve("langevin");
    return true;
  } catch {
    return false;
  }
}

const modules = [
  ["index", "src/index"],
  ["toy-distributions", "toy-distributions/index"],
  ["node", "sims/node/index"],
] as const;

/** A signpost: a package of three short files that leads a script in this folder to this one. */
async function signpost(folder: string): Promise<void> {
  const place = join(folder, "node_modules", "langevin");
  await mkdir(place, { recursive: true });
  const load = JSON.stringify(pathToFileURL(join(packageRoot(), "bin/load.js")).href);
  for (const [name, path] of modules) {
    const names = Object.keys(await own[name]());
    const text = `import { load } from ${load};\nexport const { ${names.join(", ")} } = await load("${path}");\n`;
    await writeFile(join(place, `${name}.js`), text);
  }
  const exports = {
    ".": "./index.js",
    "./toy-distributions": "./toy-distributions.js",
    "./node": "./node.js",
  };
  const about = { name: "langevin", private: true, type: "module", exports };
  await writeFile(join(place, "package.json"), `${JSON.stringify(about, null, 2)}\n`);
}

const own = {
  index: () => import("../../src/index.ts"),
  "toy-distributions": () => import("../../toy-distributions/index.ts"),
  node: () => import("./index.ts"),
};

/** `langevin course ENTRY --start FOLDER` */
export async function courseStart(entry: CourseEntry, words: readonly string[]): Promise<number> {
  const { name, exercise } = entry;
  const usage = `langevin course ${name} --start FOLDER`;
  const parsed = parseFlags(
    { usage, about: "Writes its exercise.", groups: [{ heading: "Flags:", config }] },
    words,
  );
  if (parsed === undefined) return 0;
  if (exercise === undefined) {
    const advice = "langevin course marks them in its list.";
    throw new UsageError({ what: "--start", got: name, expected: "an entry that has an exercise", advice });
  }
  const [{ start }] = parsed as [z.infer<typeof config>];
  const file = join(start, `${name}.mjs`);
  if (existsSync(file)) {
    throw new UsageError({
      what: "--start",
      got: file,
      expected: "a folder without it",
      advice: "An answer is never overwritten.",
    });
  }
  try {
    await makeFolder({ mkdir }, start);
    if (!resolves(start)) await signpost(start);
    await writeFile(file, scriptOf(entry, exercise), { flag: "wx" });
  } catch (error) {
    const { code = "" } = error as { code?: string };
    if (code !== "ENOTDIR" && code !== "ENOENT") throw new OutputError(file, error);
    throw new UsageError({
      what: "--start",
      got: start,
      expected: "a folder that is there or can be made",
      advice: code === "ENOTDIR" ? "A file has this name, or a part of its path is a file." : undefined,
    });
  }
  process.stdout.write(
    `Written: ${file}\nFill in each ___, try it, have it judged:\n  node ${file}\n  npx langevin course check ${file}\n`,
  );
  return 0;
}
