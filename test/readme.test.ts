import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { test } from "uvu";
import * as assert from "uvu/assert";
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

/** What an example prints when it is run in the checkout, as the README says. */
function output(code: string): string {
  const file = fileURLToPath(new URL(`example-${process.pid}.ts`, root));
  writeFileSync(file, code);
  try {
    const cwd = fileURLToPath(root);
    return execFileSync(process.execPath, ["--import", import.meta.resolve("tsx"), file], {
      cwd,
      encoding: "utf8",
    });
  } finally {
    rmSync(file);
  }
}

test("the README's first example prints a point on the spiral", () => {
  const [shape, point] = output(examples[0]).trim().split("\n");
  assert.is(shape, "[ 3, 2000, 2 ]");
  const [x, y] = point.split(" ").map(Number);
  assert.ok(Math.hypot(x, y) < 2.6, point);
});

test("the README's second example prints the variances of the energy that it types", () => {
  const [xx, , , yy] = [...output(examples[1]).matchAll(/-?\d+\.\d+(?:e-?\d+)?/g)].map(Number);
  assert.ok(Math.abs(xx - 0.852) < 0.1 && Math.abs(yy - 0.5) < 0.08, `${xx} ${yy}`);
});

test.run();
