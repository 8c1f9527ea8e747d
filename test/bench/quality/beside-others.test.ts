import { availableParallelism } from "node:os";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { besideOthers } from "./beside-others.ts";

/** Keeps one processor busy for some milliseconds of its time. */
function busy(milliseconds: number): void {
  const begin = process.cpuUsage();
  while (process.cpuUsage(begin).user < 1000 * milliseconds);
}

test("what nobody owns up to is a share of the processors that may be used", async () => {
  const begin = performance.now();
  const { others } = await besideOthers(async () => {
    busy(400);
    return { cpuSeconds: 0 };
  });
  const share = 400 / ((performance.now() - begin) * availableParallelism());
  assert.ok(others > 0.7 * share && others <= 1, `${others}, of that ours at least ${share}`);
});

test.run();
