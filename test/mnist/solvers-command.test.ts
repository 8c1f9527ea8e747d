import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { SolverRow } from "../../sims/evaluation/solver-row.ts";
import { emptyFolder, langevin, runJson } from "../sims/command.ts";
import { idxFolder } from "./idx-folder.ts";

const cwd = emptyFolder();
idxFolder(join(cwd, "bars"), 12);
const few = ["--count", "10", "--data", "bars", "--backend", "wasm"];
const solvers = (...words: readonly string[]) => langevin(["mnist", "solvers", ...few, ...words], { cwd });
const rowsOf = (run: string): SolverRow[] => runJson(join(cwd, run)).numbers.rows as SolverRow[];
const facts = ({ solver, grid, steps, evaluations }: SolverRow) => [solver, grid, steps, evaluations];

test("each solver takes the steps that the evaluations allow, and its distance is that of mnist evaluate", async () => {
  const ended = await solvers("--solvers", "heun,euler-maruyama", "--evaluations", "5,6", "--out", "a");
  assert.is(ended.code, 0, ended.err);
  const rows = rowsOf("a");
  assert.equal(rows.map(facts), [
    ["heun", "own", 2, 5],
    ["euler-maruyama", "own", 4, 5],
    ["euler-maruyama", "own", 5, 6],
  ]);
  assert.match(ended.out, /The best with at most 20: .*; the best of euler-maruyama: /);
  const drawn = ["--solver", "heun", "--steps", "2", "--guidance", "0"];
  const judged = await langevin(["mnist", "evaluate", ...few, ...drawn, "--out", "e"], { cwd });
  assert.is(judged.code, 0, judged.err);
  const { frechet, frechetError } = runJson(join(cwd, "e")).numbers;
  assert.equal([rows[0].frechet, rows[0].frechetError], [frechet, frechetError]);
});

test("rows of an earlier run stand beside those of another grid, in the files too; of other digits they are refused", async () => {
  const asked = ["--solvers", "ddim", "--evaluations", "3", "--grid", "geometric", "--beside", "a"];
  const ended = await solvers(...asked, "--out", "b");
  assert.is(ended.code, 0, ended.err);
  const rows = rowsOf("b");
  assert.equal(rows.slice(0, 3), rowsOf("a"));
  assert.equal(facts(rows[3]), ["ddim", "geometric", 2, 3]);
  const table = readFileSync(join(cwd, "b", "solvers.csv"), "utf8")
    .trim()
    .split("\r\n");
  assert.is(table[0], "solver,grid,steps,evaluations,classifierGradients,frechet,frechetError");
  assert.is(table[4], Object.values(rows[3]).join(","));
  assert.match(readFileSync(join(cwd, "b", "solvers.tex"), "utf8"), /^ddim, geometric & \$2\$ & \$3\$/m);
  const other = await solvers("--beside", "a", "--guidance", "1");
  assert.is(other.code, 2);
  assert.match(other.err, /--beside a: got "?guidance 0"?, expected 1, as here/);
});

test("a classifier's gradients are counted, and its digits do not stand beside those by labels", async () => {
  const asked = ["--guide", "classifier", "--guidance", "0", "--solvers", "ddim", "--evaluations", "2"];
  const ended = await solvers(...asked, "--out", "c");
  assert.is(ended.code, 0, ended.err);
  const [{ evaluations, classifierGradients }] = rowsOf("c");
  assert.equal([evaluations, classifierGradients], [2, 2]);
  const mixed = await solvers(...asked, "--beside", "a");
  assert.is(mixed.code, 2);
  assert.match(mixed.err, /--beside a: got "?classifier none"?, expected [0-9a-f]{64}, as here/);
});

test.run();
