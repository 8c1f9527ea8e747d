import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { decodeNetwork } from "../mnist/weights-file.ts";
import { fillTables } from "./readme-tables.ts";

const root = new URL("../", import.meta.url);
const path = fileURLToPath(new URL("README.md", root));
const readme = readFileSync(path, "utf8");

test("the README's tables are those of the registries, with the orders that are measured", async () => {
  const filled = await fillTables(readme);
  if (process.argv.includes("--write")) writeFileSync(path, filled);
  else assert.is(readme, filled, "run `npx tsx test/readme.test.ts --write`");
});

const examples = [...readme.matchAll(/```ts\n((?:.|\n)*?)```/g)].map(([, code]) => code);
const folder = mkdtempSync(join(tmpdir(), "langevin-readme-"));
test.after(() => rmSync(folder, { recursive: true, force: true }));

/** What an example prints when it is run in the checkout, as the README says; its files go to a folder of the test. */
function output(code: string, ...args: string[]): string {
  assert.ok(code.trim().split("\n").length <= 33, "an example is about thirty lines");
  const file = fileURLToPath(new URL(`example-${process.pid}.ts`, root));
  writeFileSync(file, code);
  try {
    const env = { ...process.env, TSX_TSCONFIG_PATH: fileURLToPath(new URL("tsconfig.json", root)) };
    const node = ["--import", import.meta.resolve("tsx"), file, ...args];
    return execFileSync(process.execPath, node, { cwd: folder, env, encoding: "utf8" });
  } finally {
    rmSync(file);
  }
}

test("there is an example for each of the three jobs, and one of the engine", () =>
  assert.is(examples.length, 4));

test("the first samples the Swiss roll as well as exact samples are", () => {
  const lines = output(examples[0]).trim().split("\n");
  assert.is(lines[0], "[ 3, 2000, 2 ]");
  const [reverse, exact] = lines[1].split(" ").map(Number);
  assert.ok(exact < 0.1 && reverse < 3 * exact, lines[1]);
});

test("the second trains, writes weights that can be read, and draws a digit", () => {
  const lines = output(examples[1], "2").split("\n");
  assert.match(lines[0], /^1 \d\.\d{4}$/);
  assert.match(lines[1], /^2 \d\.\d{4}$/);
  assert.ok(lines.slice(2, 30).every((line) => line.length === 28));
  const weights = readFileSync(join(folder, "weights.safetensors"));
  assert.is(decodeNetwork(weights, "weights.safetensors").weights.length, 494_828);
});

test("the third writes a page with a player that needs no network", () => {
  assert.is(output(examples[2]), "");
  const page = readFileSync(join(folder, "walk.html"), "utf8");
  assert.match(page, /From the top of the barrier into the wells\./);
  assert.not.match(page, /(src|href)="https?:/);
});

test("the fourth compiles a run and moves all particles", () => {
  assert.is(output(examples[3]).trim(), "200000");
});

test.run();
