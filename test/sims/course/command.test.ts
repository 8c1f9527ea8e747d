import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { CourseEntry } from "../../../sims/course/entry.ts";
import * as registry from "../../../sims/course/index.ts";
import { later } from "../../../sims/course/later.ts";
import { courseAll, emptyFolder, langevin, runJson } from "../command.ts";

const cwd = emptyFolder();
const entries = Object.values<CourseEntry>(registry).toSorted((a, b) => a.place - b.place);
const text = (...path: string[]) => readFileSync(join(cwd, ...path), "utf8");

test("course lists the entries in the order of the argument", async () => {
  const { code, out } = await langevin(["course"], { cwd });
  assert.is(code, 0);
  const listed = [...out.matchAll(/^ {2}([a-z-]+) {2,}\S/gm)].map(([, name]) => name);
  assert.equal(
    listed,
    entries.map(({ name }) => name),
  );
});

test("an unknown entry is refused with the nearest that exists", async () => {
  const { code, out, err } = await langevin(["course", "langevn"], { cwd });
  assert.is(code, 2);
  assert.is(out, "");
  assert.match(err, /got "langevn", expected one of gibbs, .*Did you mean "langevin"\?/);
});

test("course ENTRY leaves a page: formula, question, command, references, three lines for a notebook", async () => {
  const words = ["course", "langevin", "--quick", "--seed", "7", "--out", "one"];
  const { code, out, err } = await langevin(words, { cwd });
  assert.is(code, 0, err);
  assert.match(out, /variance of the chain at rest.* \(the lecture 1\.1429; exact 1\.1429\)/);
  const page = text("one", "report.html");
  for (const part of [
    /<div class="formula"><math display="block">.*<msqrt>/,
    /<details><summary>The answer<\/summary>/,
    /npx langevin course langevin --quick --seed 7 --out one/,
    /doi:10\.2307\/3318418/,
    /import numpy as np, pathlib/,
    /class="player"/,
    /Quick form: particles 5000/,
  ]) {
    assert.match(page, part);
  }
  assert.ok(existsSync(join(cwd, "one", "samples.npy")));
  const { variance } = runJson(join(cwd, "one")).numbers as Record<string, Record<string, unknown>>;
  assert.is(variance.lecture, "1.1429");
  assert.is(variance.agrees, true);
});

test("--sweep gives the table and the figure of an entry's numbers", async () => {
  const words = ["course", "langevin", "--quick", "--sweep", "eps=0.5,2", "--out", "sweep"];
  const { code, err } = await langevin(words, { cwd });
  assert.is(code, 0, err);
  const [head, ...rows] = text("sweep", "sweep.csv").trim().split("\n");
  assert.match(head, /^eps,.*variance\.value,variance\.error,variance\.exact/);
  assert.is(rows.length, 2);
  assert.match(text("sweep", "report.html"), /dashed lines are exact values/);
});

test("course --all writes an index of the pages; what cannot be made is left out, with the command that makes it", async () => {
  const { code, out, err } = await courseAll(["--quick", "--seed", "3", "--out", "all"], { cwd });
  assert.is(code, 3, err);
  assert.match(err, /needy: left out: there are no weights; make them: npx langevin mnist train/);
  assert.match(out, /^langevin\n {2}variance of the chain at rest/m);
  const index = text("all", "index.html");
  assert.match(index, /<a href="langevin\/report\.html">langevin<\/a>/);
  assert.match(index, /left out: there are no weights/);
  assert.not.match(index, /href="needy/);
  for (const topic of later) assert.ok(index.includes(topic), topic);
  assert.match(text("all", "langevin", "report.html"), /npx langevin course langevin --quick --seed 3/);
});

test("course --all ends with the gravest code of its entries: one that failed counts before one that is left out", async () => {
  const how = ["--quick", "--json", "--out", "grave"];
  const { code, out, err } = await courseAll(how, { cwd, env: { WITH_FAULT: "1" } });
  assert.is(code, 1, err);
  assert.match(err, /needy: left out: there are no weights/);
  assert.match(err, /faulty: failed: particle 3 left the finite numbers/);
  const { entries } = JSON.parse(out) as { entries: { name: string; missing?: string }[] };
  assert.equal(
    entries.map(({ missing }) => missing !== undefined),
    [true, false, true],
  );
});

test.run();
