import * as assert from "uvu/assert";
import { intervals } from "../src/integrate.ts";
import type { Process } from "../src/solver.ts";
import { collectGarbage } from "./collect-garbage.ts";

/** Refuses a process whose steps, after the first, leave behind arrays as large as half its start. */
export function constantMemory(
  process: Process<Float64Array>,
  start: Float64Array,
  grid: Float64Array,
): void {
  const limit = start.byteLength / 2;
  const [first, ...others] = intervals(grid);
  let state = process.step(process.start(start, first.t0), first);
  collectGarbage();
  const before = globalThis.process.memoryUsage().arrayBuffers;
  for (const at of others) {
    state = process.step(state, at);
    const more = globalThis.process.memoryUsage().arrayBuffers - before;
    assert.ok(more < limit, `${more} bytes more after step ${at.k}`);
  }
}
