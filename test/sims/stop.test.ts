import { existsSync } from "node:fs";
import { platform } from "node:os";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { emptyFolder, run, runJson } from "./command.ts";

/** Starts a run whose second part never ends, and sends the signal once the first part is in run.json. */
async function stopped(task: string, signal: NodeJS.Signals) {
  const cwd = emptyFolder();
  const file = join(cwd, "x", "run.json");
  let timer: NodeJS.Timeout | undefined;
  const ended = await run(["walk", "--task", task, "--out", "x", "--threads", "2"], {
    cwd,
    started: (child) => {
      timer = setInterval(() => {
        if (!existsSync(file) || runJson(join(cwd, "x")).outputs["part-0.npy"] === undefined) return;
        clearInterval(timer);
        child.kill(signal);
        // npm sends it a second time
        child.kill(signal);
      }, 20);
    },
  });
  clearInterval(timer);
  return { ...ended, record: runJson(join(cwd, "x")) };
}

// Windows ends a process at once when another one asks: there only a key press can be caught.
if (platform() !== "win32") {
  for (const [signal, exit, words] of [
    ["SIGINT", 130, "stopped by Ctrl-C"],
    ["SIGTERM", 143, "stopped by SIGTERM"],
  ] as const) {
    for (const task of ["slow", "blocks"]) {
      test(`${signal} while a worker is ${task}: exit code ${exit}, what is finished stays`, async () => {
        const { code, err, out, record } = await stopped(task, signal);
        assert.is(code, exit);
        assert.is(record.status, "interrupted");
        assert.equal(Object.keys(record.outputs).sort(), ["metrics.jsonl", "part-0.npy"]);
        assert.ok(err.includes(words));
        assert.match(err, /Kept in x: (metrics\.jsonl, )?part-0\.npy/);
        assert.is(out, "");
      });
    }
  }
}

test.run();
