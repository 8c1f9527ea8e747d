import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { UsageError } from "../../../src/refusal.ts";
import { trainingOptions } from "./training-options.ts";
import type { TrainingFindings } from "./training-report.ts";

const program = fileURLToPath(new URL("../index.ts", import.meta.url));
const bench = (...words: readonly string[]) =>
  spawnSync(process.execPath, ["--import", import.meta.resolve("tsx"), program, "mnist", ...words], {
    encoding: "utf8",
  });

test("a quick run on wasm trains, and says who was skipped and what was not judged", () => {
  const { status, stdout, stderr } = bench("--quick", "--backend", "wasm", "--only", "simple", "--json");
  assert.is(status, 0, stderr);
  const { rows, gates, skipped } = JSON.parse(stdout) as TrainingFindings;
  assert.equal(
    rows.map(({ network, trainer, agrees }) => [network, trainer, agrees]),
    [["simple", "langevin on wasm", true]],
  );
  assert.ok(rows[0].seconds > 0 && rows[0].losses[1] < rows[0].losses[0]);
  assert.ok(gates.every(({ met, unmetBecause }) => !met && unmetBecause !== undefined));
  assert.equal(skipped, [{ contestant: "PyTorch eager", reason: "asked for by --peers" }]);
});

test("a wrong flag ends with code 2", () => {
  const { status, stdout, stderr } = bench("--only", "unett");
  assert.is(status, 2);
  assert.is(stdout, "");
  assert.match(stderr, /Did you mean "unet"\?/);
});

test("flags", () => {
  const { only, backend, batch, peers } = trainingOptions([])!;
  assert.equal(
    [only.map(({ name }) => name), backend, batch, peers],
    [["digits", "simple", "unet"], "tensorflow", 128, false],
  );
  assert.is(trainingOptions(["--batch", "64"])?.batch, 64);
  assert.is(trainingOptions(["--help"]), undefined);
  for (const words of [
    ["--particles", "8"],
    ["--batch", "0"],
    ["--batch", "x"],
    ["--backend", "torch"],
    ["more"],
  ]) {
    assert.throws(
      () => trainingOptions(words),
      (error: Error) => error instanceof UsageError,
      words.join(" "),
    );
  }
});

test.run();
