import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { UsageError } from "../../../src/refusal.ts";
import { idxFolder } from "../../mnist/idx-folder.ts";
import { emptyFolder } from "../../sims/command.ts";
import { qualityOptions } from "./quality-options.ts";
import type { QualityFindings } from "./quality-report.ts";

const program = fileURLToPath(new URL("../index.ts", import.meta.url));
const cwd = emptyFolder();
idxFolder(join(cwd, "bars"), 20);
const bench = (...words: readonly string[]) =>
  spawnSync(process.execPath, ["--import", import.meta.resolve("tsx"), program, "quality", ...words], {
    encoding: "utf8",
    cwd,
  });
const few = ["--quick", "--backend", "wasm", "--data", "bars", "--minutes", "0.001"];

test("a quick run trains, draws and judges, says who was skipped, and what is there is not run again", () => {
  const first = bench(...few, "--json");
  assert.is(first.status, 0, first.stderr);
  const found = JSON.parse(first.stdout) as QualityFindings;
  const [{ name, how, training, sampling, frechet, frechetInterval: interval }] = found.judged;
  assert.is(found.judged.length, 1);
  assert.is(name, "langevin");
  assert.match(how, /^edm, \d+ updates; heun, 9 steps, w = 0.5: 38 passes, on wasm$/);
  for (const { seconds, cpuSeconds, counted } of [training, sampling]) {
    assert.ok(seconds > 0.2 && cpuSeconds > 0.1, `${seconds} s, of all threads ${cpuSeconds} s`);
    assert.is(counted, seconds);
  }
  assert.ok(interval[0] < frechet && frechet < interval[1]);
  assert.equal(found.skipped, [{ contestant: "PyTorch", reason: "asked for by --peers" }]);
  assert.ok(found.gates.every(({ met, unmetBecause }) => !met && unmetBecause !== undefined));
  const again = bench(...few);
  assert.is(again.status, 0, again.stderr);
  assert.match(again.stderr, /^(langevin-\w+: in .* already\n){3}$/);
  assert.match(again.stdout, /unmet {2}at most 0\.1 of PyTorch's time; not judged/);
});

test("findings of other settings in the folder are refused", () => {
  assert.ok(existsSync(join(cwd, "runs", "quality-quick", "langevin-training.json")), "after the first test");
  const { status, stderr } = bench(...few.with(-1, "0.002"));
  assert.is(status, 2);
  assert.match(
    stderr,
    /langevin-training in .*"minutes":0\.001.*"minutes":0\.002.*Another --out begins anew/s,
  );
  const whole = bench(...few.slice(1), "--out", join("runs", "quality-quick"));
  assert.is(whole.status, 2);
  assert.match(whole.stderr, /langevin-training in .*"quick":true.*"quick":false/s);
});

test("flags", () => {
  const { only, minutes, count, backend, out } = qualityOptions([])!;
  assert.equal([only, count, backend, out], [["langevin"], 500, undefined, join("runs", "quality")]);
  assert.ok(minutes > 0);
  assert.equal(qualityOptions(["--peers"])?.only, ["langevin", "pytorch"]);
  assert.equal(qualityOptions(["--only", "pytorch", "--peers"])?.only, ["pytorch"]);
  assert.is(qualityOptions(["--minutes", "4"])?.minutes, 4);
  assert.is(qualityOptions(["--help"]), undefined);
  for (const words of [
    ["--minutes", "0"],
    ["--minutes", "x"],
    ["--backend", "torch"],
    ["--only", "jax"],
    ["more"],
  ]) {
    assert.throws(
      () => qualityOptions(words),
      (error: Error) => error instanceof UsageError,
      words.join(" "),
    );
  }
});

test.run();
