import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Engine } from "./engine.ts";
import * as engines from "./engines/index.ts";
import { peers } from "./peers/index.ts";
import type { Findings } from "./report.ts";

const program = fileURLToPath(new URL("./index.ts", import.meta.url));
const bench = (words: readonly string[], env: NodeJS.ProcessEnv = {}) =>
  spawnSync(process.execPath, ["--import", import.meta.resolve("tsx"), program, ...words], {
    encoding: "utf8",
    env: { ...process.env, ...env },
  });

test("a quick run prints a table, the targets and who was skipped", () => {
  const { status, stdout } = bench(["--quick", "--only", "langevin", "--particles", "100"]);
  assert.is(status, 0);
  assert.match(stdout, /^Langevin, eight Gaussians$/m);
  assert.match(stdout, /^ {2}reference +float64 +1 +100 +4000 /m);
  assert.match(
    stdout,
    /unmet {2}langevin: simd32 on \d+ threads? \/ jax-unrolled: at least 1.3 times; not judged/,
  );
  for (const { name } of peers) assert.match(stdout, `${name}: asked for by --peers`);
});

test("--json is one line of the same", () => {
  const { status, stdout } = bench(["--quick", "--json", "--only", "underdamped", "--particles", "100"]);
  assert.is(status, 0);
  const { machine, rows, gates, skipped } = JSON.parse(stdout) as Findings;
  assert.ok(machine.cores >= 1);
  assert.equal(
    rows.filter(({ threads }) => threads === 1).map(({ contestant }) => contestant),
    Object.values<Engine>(engines).map(({ name }) => name),
  );
  for (const { problem, particles, rate, agrees } of rows) {
    assert.equal([problem, particles, agrees], ["underdamped", 100, true]);
    assert.ok(rate > 0);
  }
  assert.is(skipped.length, peers.length);
  assert.ok(gates.every(({ met }) => typeof met === "boolean"));
});

test("a wrong flag ends with code 2 and one line", () => {
  const { status, stdout, stderr } = bench(["--only", "langevn"]);
  assert.is(status, 2);
  assert.is(stdout, "");
  assert.match(stderr, /Did you mean "langevin"\?/);
});

test("without a Python all peers are skipped with the reason, and ours are measured", () => {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  const env = { PYTHON: join(folder, "no-python"), LANGEVIN_BENCH_VENV: join(folder, "venv") };
  const { status, stdout } = bench(
    ["--quick", "--json", "--peers", "--only", "langevin", "--particles", "100"],
    env,
  );
  rmSync(folder, { recursive: true });
  assert.is(status, 0);
  const { rows, skipped } = JSON.parse(stdout) as Findings;
  assert.equal(
    skipped.map(({ contestant }) => contestant),
    peers.map(({ name }) => name),
  );
  assert.ok(
    skipped.every(({ reason }) => /no-python -m venv.*ENOENT/.test(reason)),
    skipped[0].reason,
  );
  assert.ok(rows.length > 0);
});

test.run();
