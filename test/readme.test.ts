import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { fillTables } from "./readme-tables.ts";

const root = new URL("../", import.meta.url);
const path = fileURLToPath(new URL("README.md", root));
const readme = readFileSync(path, "utf8");

test("the README's tables are those of the registries", () => {
  if (process.argv.includes("--write")) writeFileSync(path, fillTables(readme));
  else assert.is(readme, fillTables(readme), "run `npx tsx test/readme.test.ts --write`");
});

test("the README's example runs in the checkout and prints a point on the spiral", () => {
  const code = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";
  const file = fileURLToPath(new URL(`roll-${process.pid}.ts`, root));
  writeFileSync(file, code);
  try {
    const tsx = fileURLToPath(import.meta.resolve("tsx"));
    const output = execFileSync(process.execPath, ["--import", new URL(`file://${tsx}`).href, file], {
      cwd: fileURLToPath(root),
      encoding: "utf8",
    });
    const [shape, point] = output.trim().split("\n");
    assert.is(shape, "[ 3, 2000, 2 ]");
    const [x, y] = point.split(" ").map(Number);
    assert.ok(Math.hypot(x, y) < 2.6, point);
  } finally {
    rmSync(file);
  }
});

test.run();
