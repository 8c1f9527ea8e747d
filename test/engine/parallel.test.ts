import { test } from "uvu";
import * as assert from "uvu/assert";
import { nodeWorker } from "../../sims/node/node-worker.ts";
import { arraySpace } from "../../src/array-space.ts";
import { compileRun } from "../../src/engine/compile-run.ts";
import type { Program } from "../../src/engine/program.ts";
import { type ParallelWatch, runParallel } from "../../src/engine/run-parallel.ts";
import type { RunPart } from "../../src/engine/run-part.ts";
import { type RunOutcome, runProgram } from "../../src/engine/run-program.ts";
import type { Order } from "../../src/engine/serve.ts";
import { team } from "../../src/engine/team.ts";
import { coordinates, formula, mul, neg, square } from "../../src/formula/index.ts";
import { uniformGrid } from "../../src/grids/uniform.ts";
import { target } from "../../src/problems/target.ts";
import { DivergenceError, UsageError } from "../../src/refusal.ts";
import { heun } from "../../src/solvers/heun.ts";
import { mala } from "../../src/solvers/mala.ts";
import { normalStart } from "../../src/start.ts";
import { eightGaussians } from "../../toy-distributions/index.ts";
import { same } from "../support.ts";
import { engines, seed } from "./agree.ts";
import { type LocalWorker, localWorker } from "./local-worker.ts";

const dimension = 2;
const grid = uniformGrid(0, 0.5, 12);
const times = [grid[3], grid[12], grid[7]];
const compile = (engine: Program["engine"] = "javascript") =>
  compileRun((space, noise) => mala.bind(space, target(space, eightGaussians), noise), {
    engine,
    dimension,
    grid,
    times,
    entries: ["accepted"],
  });
const starting = (particles: number, first = 0) =>
  normalStart(arraySpace({ particles, dimension, first }), seed, 3);

/** Runs a program on a team that is closed afterwards; the workers that it had. */
async function onTeam(
  threads: number,
  program: Program,
  part: RunPart,
  watch: ParallelWatch = {},
  dies: (order: Order, worker: number) => boolean = () => false,
): Promise<{ outcome: RunOutcome; workers: LocalWorker[] }> {
  const workers: LocalWorker[] = [];
  const spawn = () => {
    const number = workers.length;
    workers.push(localWorker((order) => dies(order, number)));
    return workers[number];
  };
  const crew = team({ spawn, threads });
  try {
    return { outcome: await runParallel(crew, program, part, watch), workers };
  } finally {
    await crew.close();
    assert.ok(workers.every(({ terminated }) => terminated));
  }
}

const refused = (run: Promise<unknown>): Promise<Error> =>
  run.then(
    () => assert.unreachable("it was not refused") as never,
    (error: Error) => error,
  );

function sameOutcome(actual: RunOutcome, expected: RunOutcome, what: string): void {
  same(actual.frames, expected.frames, `${what}: frames`);
  for (const kind of ["state", "others"] as const) {
    assert.equal(Object.keys(actual[kind] ?? {}), Object.keys(expected[kind] ?? {}), what);
    for (const name in expected[kind])
      same(actual[kind]?.[name] as Float64Array, expected[kind]?.[name] as Float64Array, `${what}: ${name}`);
  }
}

for (const engine of engines) {
  test(`${engine}: threads and blocks change no bit, of positions, of other entries, of the state`, async () => {
    const program = await compile(engine);
    const first = 2 ** 32 - 300; // the low word of the addresses wraps
    const entries = ["accepted"];
    const part = { seed, first, start: starting(1001, first), keepState: true };
    const whole = runProgram(program, part, { entries });
    for (const [threads, block] of [[1], [2], [3, 7], [2, 600], [5, 5000]]) {
      const cut = block === undefined ? part : { ...part, block };
      const { outcome } = await onTeam(threads, program, cut, { entries });
      sameOutcome(outcome, whole, `${threads} threads, blocks of ${block}`);
    }
  });
}

test("on threads of Node, for one program after the other", async () => {
  const crew = team({ spawn: nodeWorker, threads: 2 });
  try {
    for (const engine of engines) {
      const program = await compile(engine);
      const part = { seed, start: starting(3000) };
      sameOutcome(await runParallel(crew, program, part), runProgram(program, part), engine);
    }
  } finally {
    await crew.close();
  }
});

test("a normal start is drawn where it is needed, and goes on from a frame as if it had not stopped", async () => {
  const program = await compile();
  const [particles, first] = [500, 40];
  const start = { particles, deviation: 3 };
  const whole = runProgram(program, { seed, first, start: starting(particles, first) });
  sameOutcome(runProgram(program, { seed, first, start }), whole, "one thread");
  const drawn = await onTeam(2, program, { seed, first, start });
  sameOutcome(drawn.outcome, whole, "two threads");
  for (const { orders } of drawn.workers) assert.ok(orders.every(({ part }) => "deviation" in part.start));

  const half = await onTeam(2, program, { seed, first, start, until: 2, keepState: true });
  const state = half.outcome.state!;
  const rest = await onTeam(3, program, { seed, first, start: { frame: 2, state }, block: 33 });
  const frame = particles * dimension;
  same(rest.outcome.frames.slice(frame, 2 * frame), whole.frames.slice(frame, 2 * frame));
});

test("each worker is handed the program once, and no worker is started without need", async () => {
  const program = await compile();
  const many = await onTeam(3, program, { seed, start: starting(600), block: 20 });
  assert.is(many.workers.length, 3);
  const counts = many.workers.map(({ orders }) => orders.filter((order) => order.program).length);
  assert.equal(counts, [1, 1, 1]);
  assert.is(
    many.workers.reduce((sum, { orders }) => sum + orders.length, 0),
    30,
  );
  const few = await onTeam(8, program, { seed, start: starting(40), block: 20 });
  assert.is(few.workers.length, 2);
});

test("the array that a run starts from stays with its owner", async () => {
  const program = await compile();
  const start = starting(200);
  const before = start.slice();
  await onTeam(2, program, { seed, start });
  same(start, before);
});

test("progress grows block by block to 1", async () => {
  const seen: number[] = [];
  const progress = (fraction: number) => void seen.push(fraction);
  await onTeam(2, await compile(), { seed, start: starting(100), block: 20 }, { progress });
  assert.equal(seen, [0.2, 0.4, 0.6, 0.8, 1]);
});

/** Whether a block begins with this particle. */
const at = ({ part }: Order, first: number): boolean => part.first === first;

test("a block whose worker dies is run again, and nothing is lost", async () => {
  const program = await compile();
  const part = { seed, start: starting(200), block: 10 };
  const whole = runProgram(program, part);
  for (const threads of [1, 2, 3]) {
    const died = new Set<number>();
    const dies = ({ part: { first = 0 } }: Order) => {
      const now = first % 50 === 0 && !died.has(first); // each of four blocks takes one worker with it
      if (now) died.add(first);
      return now;
    };
    const { outcome, workers } = await onTeam(threads, program, part, {}, dies);
    sameOutcome(outcome, whole, `${threads} threads`);
    assert.is(died.size, 4);
    assert.is(workers.length, threads + 4);
  }
});

test("a block whose worker dies twice is given up, with the cause", async () => {
  const program = await compile();
  for (const threads of [1, 2]) {
    let deaths = 0;
    const dies = (order: Order) => at(order, 70) && ++deaths > 0;
    const run = onTeam(threads, program, { seed, start: starting(200), block: 10 }, {}, dies);
    const { message } = await refused(run);
    assert.match(message, /died twice.*out of memory.*fewer/);
    assert.is(deaths, 2);
  }
});

test("a thread of Node that is killed in the middle is replaced", async () => {
  const program = await compile("simd64");
  const part = { seed, start: starting(2000), block: 100 };
  const ports: ReturnType<typeof nodeWorker>[] = [];
  const spawn = () => {
    ports.push(nodeWorker());
    return ports[ports.length - 1];
  };
  const crew = team({ spawn, threads: 1 });
  try {
    const progress = (fraction: number) => void (fraction < 0.06 && ports[0].terminate());
    sameOutcome(await runParallel(crew, program, part, { progress }), runProgram(program, part), "killed");
    assert.is(ports.length, 2);
  } finally {
    await crew.close();
  }
});

test("a worker that cannot be started is told", async () => {
  const crew = team({
    spawn: () => {
      throw new TypeError("no such file");
    },
    threads: 2,
  });
  const error = await refused(runParallel(crew, await compile(), { seed, start: starting(10) }));
  assert.instance(error, TypeError);
});

test("what cannot be posted is told, and the worker goes on with what can", async () => {
  const program = await compile();
  const crew = team({ spawn: localWorker, threads: 1 });
  const part = { seed, start: starting(10) };
  const broken = { ...program, grid: (() => {}) as never };
  assert.is((await refused(runParallel(crew, broken, part))).name, "DataCloneError");
  sameOutcome(await runParallel(crew, program, part), runProgram(program, part), "afterwards");
  await crew.close();
});

test("an abort stops the run with its reason, and the team can go on", async () => {
  const program = await compile();
  const workers: LocalWorker[] = [];
  const spawn = () => {
    workers.push(localWorker());
    return workers[workers.length - 1];
  };
  const crew = team({ spawn, threads: 2 });
  const part = { seed, start: starting(1000), block: 10 };
  const control = new AbortController();
  const reason = new Error("enough");
  const progress = (fraction: number) => void (fraction >= 0.1 && control.abort(reason));
  const { signal } = control;
  assert.is(await refused(runParallel(crew, program, part, { signal, progress })), reason);
  assert.ok(
    workers.slice(0, 2).every(({ terminated }) => terminated),
    "what is running is stopped",
  );
  assert.is(await refused(runParallel(crew, program, part, { signal })), reason, "before it begins");
  sameOutcome(await runParallel(crew, program, part), runProgram(program, part), "afterwards");
  await crew.close();
});

test("two runs at a time on one team do not disturb each other, even where one is stopped", async () => {
  const [one, two] = [await compile("javascript"), await compile("simd64")];
  const crew = team({ spawn: localWorker, threads: 2 });
  const part = { seed, start: starting(400), block: 10 };
  const control = new AbortController();
  const progress = (fraction: number) => void (fraction > 0.5 && control.abort());
  const stopped = refused(runParallel(crew, one, part, { signal: control.signal, progress }));
  sameOutcome(await runParallel(crew, two, part), runProgram(two, part), "the other");
  assert.is((await stopped).name, "AbortError");
  await crew.close();
});

test("a divergence keeps its class and message, which do not depend on the threads", async () => {
  const [x, y] = coordinates(0, 2);
  const cubic = formula({ inputs: 1, outputs: [neg(mul(x, square(x))), neg(y)] });
  const program = await compileRun(
    (space, noise) => heun.bind(space, { drift: (_, q, out) => space.evaluate(cubic, [], out, q) }, noise),
    { engine: "simd64", dimension, grid: uniformGrid(0, 10, 100) },
  );
  const start = starting(4000).map((x) => x / 10);
  for (const particle of [3100, 3500, 900]) start[2 * particle] = particle; // the slower, the earlier
  const alone = await refused(Promise.resolve().then(() => runProgram(program, { seed, start })));
  for (const threads of [1, 2, 4]) {
    const error = await refused(onTeam(threads, program, { seed, start }));
    assert.instance(error, DivergenceError);
    assert.match(error.message, /^particle 900 is not finite after step \d+ from t = /);
    assert.is(error.message, alone.message);
  }
});

test("what does not fit is refused before a worker is started", async () => {
  const program = await compile();
  const crew = team({ spawn: () => assert.unreachable("a worker was started") as never, threads: 2 });
  const start = starting(10);
  const bad: [RunPart, RegExp][] = [
    [{ seed, start: start.slice(1) }, /start: got "19 numbers"/],
    [{ seed, start: new Float64Array() }, /start: got "0 numbers"/],
    [{ seed, start: { particles: 0, deviation: 1 } }, /particles: got 0/],
    [{ seed: 3 as never, start }, /seed: got 3/],
    [{ seed, start, first: -1 }, /first particle: got -1/],
    [{ seed, start, until: 3 }, /frame: got 3/],
    [{ seed, start, block: 0 }, /block: got 0/],
    [{ seed, start: { frame: 0, state: { position: start } } }, /state to go on from: got "position"/],
  ];
  for (const [part, message] of bad) {
    const error = await refused(runParallel(crew, program, part));
    assert.instance(error, UsageError);
    assert.match(error.message, message);
    assert.throws(() => runProgram(program, part), message);
  }
  assert.throws(() => team({ spawn: localWorker, threads: 0 }), /threads: got 0/);
  await crew.close();
  assert.match((await refused(runParallel(crew, program, { seed, start }))).message, /the team is closed/);
});

test.run();
