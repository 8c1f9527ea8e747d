import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "npyjs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { disk } from "../../sims/node/disk.ts";
import { runFolder } from "../../sims/node/run-folder.ts";
import { UsageError } from "../../src/refusal.ts";
import { emptyFolder, run, runJson } from "./command.ts";

const sha256 = (path: string) => createHash("sha256").update(readFileSync(path)).digest("hex");
const npyDigests = (folder: string) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".npy"))
    .map((name) => `${name} ${sha256(join(folder, name))}`);

test("a run leaves arrays, figures, a report, metrics, and a run.json that has the digest of each", async () => {
  const cwd = emptyFolder();
  const { code, out, err } = await run(["walk", "--seed", "7", "--eps", "0.5"], { cwd });
  assert.is(code, 0, err);
  const [name] = readdirSync(join(cwd, "runs"));
  assert.match(name, /^\d{8}T\d{6}Z-walk-[0-9a-f]{8}$/);
  const folder = join(cwd, "runs", name);
  const record = runJson(folder);
  assert.is(record.status, "done");
  assert.is(record.seed, "7");
  assert.is(record.config.eps, 0.5);
  assert.is(record.config.solver, "heun");
  assert.equal(Object.keys(record.outputs).sort(), [
    "figures/line.html",
    "metrics.jsonl",
    "part-0.npy",
    "part-1.npy",
    "report.html",
  ]);
  for (const [output, { bytes, sha256: digest }] of Object.entries(record.outputs)) {
    const path = join(folder, output);
    assert.is(readFileSync(path).length, bytes, output);
    assert.is(sha256(path), digest, output);
  }
  assert.ok(record.references[0].includes("Brown"));
  assert.is(record.versions.node, process.versions.node);
  const rows = readFileSync(join(folder, "metrics.jsonl"), "utf8").trim().split("\n");
  assert.equal(rows.map((row) => JSON.parse(row).part).sort(), [0, 1]);
  const bytes = readFileSync(join(folder, "part-0.npy"));
  const array = parse(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer);
  assert.equal(array.shape, [100, 2]);
  assert.is(array.dtype, "f8");
  assert.is(out.match(/^ {2}(import numpy|run = |arrays = )/gm)?.length, 3, "three lines of NumPy");
  assert.ok(out.includes(join("runs", name, "report.html")));
  assert.ok(readFileSync(join(folder, "report.html"), "utf8").includes("What it shows"));
});

test("the same seed leaves the same bytes in every array, whatever the threads; another seed does not", async () => {
  const cwd = emptyFolder();
  const runs = [
    ["a", "7", "1"],
    ["b", "7", "2"],
    ["c", "8", "2"],
  ];
  for (const [out, seed, threads] of runs) {
    const { code, err } = await run(["walk", "--seed", seed, "--out", out, "--threads", threads], { cwd });
    assert.is(code, 0, err);
  }
  const [a, b, c] = runs.map(([out]) => npyDigests(join(cwd, out)));
  assert.is(a.length, 2);
  assert.equal(a, b);
  assert.not.equal(a, c);
});

test("--json prints one object and nothing else on stdout", async () => {
  const cwd = emptyFolder();
  const { code, out, err } = await run(["walk", "--json", "--out", "x", "--no-noise"], { cwd });
  assert.is(code, 0, err);
  assert.is(out.trim().split("\n").length, 1);
  const { status, folder, numbers, outputs } = JSON.parse(out);
  assert.equal([status, folder, numbers], ["done", "x", { noise: false }]);
  assert.equal(outputs, runJson(join(cwd, "x")).outputs);
});

test("a folder that holds anything is refused and left as it is; an empty one is taken", async () => {
  const cwd = emptyFolder();
  for (const name of ["full", "empty"]) mkdirSync(join(cwd, name));
  writeFileSync(join(cwd, "full", "notes.txt"), "mine");
  writeFileSync(join(cwd, "file"), "");
  const cases: [string, RegExp][] = [
    ["full", /^error: --out: got "full", expected a folder that is new or empty\..* choose another/],
    ["file", /^error: --out: got "file", expected a folder\./],
  ];
  for (const [out, message] of cases) {
    const { code, err } = await run(["walk", "--out", out], { cwd });
    assert.is(code, 2);
    assert.match(err, message);
  }
  assert.equal(readdirSync(join(cwd, "full")), ["notes.txt"]);
  assert.is((await run(["walk", "--out", "empty"], { cwd })).code, 0);
});

test("of two runs that find a folder empty at once, one has it", async () => {
  const path = join(emptyFolder(), "x");
  const folders = await Promise.all([1, 2].map(() => runFolder(disk, "walk", path)));
  const text = (k: number) => new TextEncoder().encode(String(k));
  const outcomes = await Promise.allSettled(folders.map((folder, k) => folder.writeRecord(text(k))));
  const [first, ...others] = outcomes.filter(({ status }) => status === "rejected");
  assert.is(others.length, 0);
  const { reason } = first as PromiseRejectedResult;
  assert.instance(reason, UsageError);
  assert.match(reason.message, /a folder that is new or empty/);
  const winner = outcomes.findIndex(({ status }) => status === "fulfilled");
  await folders[winner].writeRecord(text(7));
  assert.is(readFileSync(join(path, "run.json"), "utf8"), "7");
});

test("of a folder that a run killed as it began has left, the message says what to remove", async () => {
  const path = emptyFolder();
  for (const name of ["begins.part", "run.json.7.part"]) writeFileSync(join(path, name), "");
  const reason = await runFolder(disk, "walk", path).catch((error) => error);
  assert.instance(reason, UsageError);
  assert.match(reason.message, /killed as it began: .* remove begins\.part and run\.json\.7\.part from it/);
});

test("a folder that cannot be made: the message names it and what to do", async () => {
  const cwd = emptyFolder();
  writeFileSync(join(cwd, "file"), "");
  const below = await run(["walk", "--out", join("file", "x")], { cwd });
  assert.is(below.code, 2);
  assert.match(below.err, /a part of its path is a file: choose another/);
  const locked = await run(["walk", "--out", "x"], { cwd, env: { LANGEVIN_TEST_DISK: "locked" } });
  assert.is(locked.code, 1);
  assert.match(locked.err, /^error: x: it may not be written\. Choose another folder with --out DIR/);
});

test("a full disk: what was finished stays whole, nothing half-written does, and the message says so", async () => {
  const cwd = emptyFolder();
  const flags = ["walk", "--out", "x", "--parts", "3", "--threads", "1"];
  const { code, err } = await run(flags, { cwd, env: { LANGEVIN_TEST_DISK: "full" } });
  assert.is(code, 1);
  assert.match(err, /part-1\.npy: the disk is full\. Free some space/);
  assert.match(err, /Kept in x: .*part-0\.npy/);
  const folder = join(cwd, "x");
  const { status, outputs, error } = runJson(folder);
  assert.is(status, "failed");
  assert.is(error?.name, "OutputError");
  assert.is(sha256(join(folder, "part-0.npy")), outputs["part-0.npy"].sha256);
  assert.not.ok(existsSync(join(folder, "part-1.npy")));
  assert.not.ok(readdirSync(folder).some((name) => name.endsWith(".part")));
});

test("a request that the simulation refuses leaves no folder behind", async () => {
  const cwd = emptyFolder();
  for (const where of [[], ["--out", join("a", "b", "x")]]) {
    const { code, err, out } = await run(["walk", "--energy", "bad", ...where], { cwd });
    assert.is(code, 2);
    assert.is(out, "");
    assert.match(err, /^error: --energy: got "bad", expected a formula\./);
    assert.equal(readdirSync(cwd), []);
  }
});

test("an error keeps its class on the way out of a worker", async () => {
  const cwd = emptyFolder();
  const refused = await run(["walk", "--task", "refuses"], { cwd });
  assert.is(refused.code, 2);
  assert.is(refused.err, "error: step size: got 2, expected a number < 1. Halve it.\n");
  const diverged = await run(["walk", "--task", "diverges", "--out", "d"], { cwd });
  assert.is(diverged.code, 1);
  assert.match(diverged.err, /error: particle 3 left the finite numbers at step 5\n/);
  assert.is(runJson(join(cwd, "d")).error?.name, "DivergenceError");
});

test.run();
