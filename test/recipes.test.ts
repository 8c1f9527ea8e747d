import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "uvu";
import * as assert from "uvu/assert";

const root = fileURLToPath(new URL("../", import.meta.url));
const text = readFileSync(join(root, "CONTRIBUTING.md"), "utf8");

/** The recipe under a heading: the file that it names, its code, and the line for the registry. */
function recipe(heading: string) {
  const section = text.split(`### ${heading}\n`)[1] ?? "";
  const [, file = ""] = /In `(.+?)`/.exec(section) ?? [];
  const [, code = ""] = /```ts\n((?:.|\n)*?)```/.exec(section) ?? [];
  const [, index = "", line = ""] = /in `(.+?index\.ts)` the line `(export .+?)`/.exec(section) ?? [];
  return { file, code, index, line };
}

/** A copy of the project that shares its packages. */
function copy(): string {
  const folder = mkdtempSync(join(tmpdir(), "recipes-"));
  for (const name of [
    "bin",
    "src",
    "toy-distributions",
    "mnist",
    "plots",
    "sims",
    "test",
    "package.json",
    "tsconfig.json",
  ]) {
    cpSync(join(root, name), join(folder, name), { recursive: true });
  }
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "junction");
  return folder;
}

/** A file, and a line of the registry beside it. */
function add(folder: string, { file, code, line }: Readonly<Record<"file" | "code" | "line", string>>): void {
  writeFileSync(join(folder, file), code);
  appendFileSync(join(folder, dirname(file), "index.ts"), `${line}\n`);
}

function follow(folder: string, heading: string): void {
  const entry = recipe(heading);
  assert.ok(entry.file && entry.code && entry.line, `the recipe for ${heading}`);
  assert.is(entry.index, `${dirname(entry.file)}/index.ts`);
  add(folder, entry);
}

/** What has no recipe of its own, its file and its line: a splitting that claims no law at rest. */
const entries = [
  {
    file: "src/solvers/obab.ts",
    code: `import { splitting } from "./splitting.ts";
export const obab = splitting("OBAB", { about: "a thermostat, then Verlet", order: 2, strong: 1, weak: 1, reference: "-" });`,
    line: 'export { obab } from "./obab.ts";',
  },
];

test("the recipes, followed to the letter, give a density, a solver, a schedule, a grid and a simulation that run; so does another entry, its file and its line", () => {
  const folder = copy();
  try {
    for (const heading of ["A density", "A solver", "A schedule", "A grid", "A simulation"])
      follow(folder, heading);
    for (const entry of entries) add(folder, entry);
    const langevin = (...words: string[]) =>
      execFileSync(process.execPath, [join(folder, "bin", "langevin.js"), ...words], {
        cwd: folder,
        encoding: "utf8",
        stdio: ["ignore", "pipe", "pipe"],
      });
    assert.match(langevin("list"), /ring/);
    assert.match(
      langevin("run", "langevin", "--density", "ring", "--particles", "200", "--steps", "20"),
      /x: mean/,
    );
    const diffusion = ["--schedule", "squared", "--grid", "cubic"];
    const few = ["--particles", "200", "--steps", "10"];
    assert.match(
      langevin("run", "reverse-diffusion", "--solver", "midpoint", ...diffusion, ...few),
      /sliced W2/i,
    );
    assert.match(langevin("run", "relaxation", "--steps", "50"), /variance \d/);
    const tsx = new URL(`file://${fileURLToPath(import.meta.resolve("tsx"))}`).href;
    const law = (path: string) =>
      execFileSync(process.execPath, ["--import", tsx, join(folder, path)], {
        cwd: folder,
        encoding: "utf8",
      });
    assert.match(langevin("check", "--only", "midpoint"), /midpoint +order, .* 2 +(2|1\.9\d*|2\.0\d*) /);
    assert.match(langevin("check", "--only", "squared"), /squared +f = d log alpha/);
    assert.match(
      langevin("check", "--only", "cubic"),
      /cubic +from 80 to 0.002 in 18 steps, ends off by +0 +0 /,
    );
    assert.match(langevin("check", "--only", "ring"), /ring +score against differences/);
    assert.match(law("test/solvers/claims.test.ts"), /Passed/);
    assert.match(law("test/solvers/splittings.test.ts"), /Passed/);
    assert.match(law("test/toy-distributions/registry.test.ts"), /Passed/);
    assert.match(law("test/grids/grids.test.ts"), /Passed/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test.run();
