import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { tenths } from "../../sims/sampling/tenths.ts";
import { diverged } from "../../src/diverged.ts";
import { emptyFolder, langevin } from "./command.ts";

for (const [value, words] of [
  [-0.04, "0.0"],
  [0.04, "0.0"],
  [-0.06, "-0.1"],
  [-28.47, "-28.5"],
] as const) {
  test(`${value} standard errors are said as ${words}`, () => assert.is(tenths(value), words));
}

test("a divergence is told with times that can be read", () => {
  assert.throws(
    () => diverged(3, { k: 7, t0: 7 * 0.1, t1: 8 * 0.1 }),
    (error: Error) => /after step 7 from t = 0\.7 to 0\.8 \(h = 0\.1\)\./.test(error.message),
  );
});

test("annealed Langevin dynamics names its noise levels, and a density that integrates to 1 is no density up to a constant", async () => {
  const cwd = emptyFolder();
  const flags = ["--particles", "50", "--steps", "40", "--out", "run"];
  const { code, err } = await langevin(["run", "annealed-langevin", ...flags], { cwd });
  assert.is(code, 0, err);
  const report = readFileSync(join(cwd, "run", "report.html"), "utf8");
  assert.match(report, /"label":"sigma = 0\.1"/);
  assert.not.match(report, /<mtext>\s*const/);
});

test("the orders of a flow are told without Brownian paths", async () => {
  const cwd = emptyFolder();
  const flags = [
    "--problem",
    "flow",
    "--solvers",
    "heun",
    "--particles",
    "40",
    "--steps",
    "16",
    "--out",
    "run",
  ];
  const { code, err } = await langevin(["run", "convergence", ...flags], { cwd });
  assert.is(code, 0, err);
  const report = readFileSync(join(cwd, "run", "report.html"), "utf8");
  assert.match(report, /40 starts, the same for every solver/);
  assert.not.match(report, /sees the same Brownian path/);
});

test.run();
