import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Pool, pool } from "../../sims/node/pool.ts";
import { UsageError } from "../../src/refusal.ts";
import { emptyFolder } from "./command.ts";

const tasks = new URL("./fixture/tasks.ts", import.meta.url).href;

async function withPool<T>(threads: number, use: (pool: Pool) => Promise<T>): Promise<T> {
  const workers = pool({ threads, tasks });
  try {
    return await use(workers);
  } finally {
    await workers.close();
  }
}

const failure = (promise: Promise<unknown>): Promise<Error> =>
  promise.then(
    () => assert.unreachable("it should have failed"),
    (error) => error,
  );

test("more tasks than threads: each is answered with its own result", () =>
  withPool(2, async ({ run }) => {
    const lengths = Array.from({ length: 9 }, (_, i) => i + 1);
    const results = await Promise.all(
      lengths.map((n) => run("sum", { values: new Float64Array(n).fill(1) })),
    );
    assert.equal(
      results.map((result) => (result as { total: number }).total),
      lengths,
    );
  }));

test("the input of a task is copied, so the caller keeps its arrays", () =>
  withPool(1, async ({ run }) => {
    const values = Float64Array.of(1, 2);
    await run("sum", { values });
    assert.equal(values, Float64Array.of(1, 2));
  }));

test("a task reports how far it is", () =>
  withPool(1, async ({ run }) => {
    const seen: number[] = [];
    await run("uniforms", { seed: 1n, particles: 1, part: 0 }, (fraction) => seen.push(fraction));
    assert.equal(seen, [1]);
  }));

test("an error comes back with its class and message", () =>
  withPool(1, async ({ run }) => {
    const error = await failure(run("refuses", {}));
    assert.instance(error, UsageError);
    assert.is(error.message, "step size: got 2, expected a number < 1. Halve it.");
    assert.match((await failure(run("nonsense", {}))).message, /unknown task "nonsense", expected one of/);
  }));

test("a thread that dies: its task is run once more, the others do not notice", () =>
  withPool(2, async ({ run }) => {
    const mark = join(emptyFolder(), "mark");
    const [again, sum] = await Promise.all([
      run("dies", { mark }),
      run("sum", { values: Float64Array.of(2) }),
    ]);
    assert.ok(existsSync(mark));
    assert.is(again, "second time");
    assert.is((sum as { total: number }).total, 2);
  }));

test("a task that kills its thread twice is given up with advice, and the pool lives on", () =>
  withPool(1, async ({ run }) => {
    const error = await failure(run("diesAlways", {}));
    assert.match(error.message, /"diesAlways" died twice \(exit code 7\).*fewer particles/);
    assert.is(((await run("sum", { values: Float64Array.of(3) })) as { total: number }).total, 3);
  }));

test("closing ends a thread that never comes back, and refuses what waits with the reason", async () => {
  const workers = pool({ threads: 1, tasks });
  const endless = failure(workers.run("endless", { part: 0 }));
  const waiting = failure(workers.run("sum", { values: Float64Array.of(1) }));
  const reason = new Error("enough");
  await workers.close(reason);
  assert.is(await endless, reason);
  assert.is(await waiting, reason);
  assert.is(await failure(workers.run("sum", {})), reason);
});

test("tasks that cannot be loaded are an error, not a wait for good", async () => {
  const workers = pool({ threads: 1, tasks: new URL("./missing.ts", import.meta.url).href });
  assert.match((await failure(workers.run("sum", {}))).message, /died twice .*missing\.ts/s);
  await workers.close();
});

test.run();
