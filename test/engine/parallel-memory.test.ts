import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { test } from "uvu";
import * as assert from "uvu/assert";

const script = fileURLToPath(new URL("memory-of-run.ts", import.meta.url));
const particles = 1e6;
const bytes = particles * 2 * 8;

/** By how many times the bytes of its positions a process grows that runs a million particles; on no worker for 0 threads. */
const growth = (threads: number, steps: number, frames: number): number =>
  Number(
    execFileSync(
      process.execPath,
      ["--import", import.meta.resolve("tsx"), script, ...[threads, particles, steps, frames].map(String)],
      { encoding: "utf8" },
    ),
  ) / bytes;

for (const threads of [0, 2]) {
  const where = threads === 0 ? "in one thread" : `on ${threads} workers`;
  test(`${where}: memory is that of the particles, not of their path`, () => {
    const times = growth(threads, 60, 1);
    assert.ok(times < 4, `60 steps take ${times} times the memory of the positions`);
    assert.ok(growth(threads, 8, 8) > 6, "what keeps 8 frames takes their memory");
  });
}

test.run();
