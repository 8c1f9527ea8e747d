import { test } from "uvu";
import * as assert from "uvu/assert";
import { arraySpace } from "../../src/array-space.ts";
import { compileRun } from "../../src/engine/compile-run.ts";
import { NotCompilable } from "../../src/engine/not-compilable.ts";
import { runProgram } from "../../src/engine/run-program.ts";
import type { Make } from "../../src/engine/trace.ts";
import { coordinates, formula, gradient, mul, neg, square, sum } from "../../src/formula/index.ts";
import { geometricGrid } from "../../src/grids/geometric.ts";
import { uniformGrid } from "../../src/grids/uniform.ts";
import { integrate } from "../../src/integrate.ts";
import { freshNoise } from "../../src/noise/fresh.ts";
import { overdamped } from "../../src/problems/overdamped.ts";
import { reverse } from "../../src/problems/reverse.ts";
import { target } from "../../src/problems/target.ts";
import { underdamped } from "../../src/problems/underdamped.ts";
import { record } from "../../src/record.ts";
import { DivergenceError } from "../../src/refusal.ts";
import { varianceExploding } from "../../src/schedules/variance-exploding.ts";
import { process } from "../../src/solver.ts";
import { baoab } from "../../src/solvers/baoab.ts";
import { eulerMaruyama } from "../../src/solvers/euler-maruyama.ts";
import { heun } from "../../src/solvers/heun.ts";
import { mala } from "../../src/solvers/mala.ts";
import { exactStart, normalStart } from "../../src/start.ts";
import { eightGaussians } from "../../toy-distributions/index.ts";
import { everySolver, standardGrid, standardProblems } from "../solvers/standard-problems.ts";
import { catches, checkMean, same, seeded } from "../support.ts";
import { engines, seed } from "./agree.ts";

const dimension = 2;
const starting = (particles: number, deviation = 1, first = 0) =>
  normalStart(arraySpace({ particles, dimension, first }), 3n, deviation);

/** Kernels that had to be compiled for a run. */
const compiled = async (make: Make, grid: Float64Array): Promise<number> =>
  (await compileRun(make, { engine: "simd64", dimension, grid })).compiled;

test("a new grid, temperature, friction or noise level compiles nothing", async () => {
  const langevin =
    (temperature: number): Make =>
    (space, noise) =>
      eulerMaruyama.bind(space, overdamped(space, target(space, eightGaussians).score, temperature), noise);
  await compiled(langevin(1), uniformGrid(0, 1, 10));
  for (const [temperature, grid] of [
    [1, uniformGrid(0, 10, 10)], // h = 1
    [0.5, geometricGrid(0.1, 1, 7)], // a noise of sqrt(2 T) = 1
    [0, uniformGrid(3, 4, 1)],
  ] as const) {
    assert.is(await compiled(langevin(temperature), grid), 0);
  }
  const kinetic =
    (temperature: number, friction: number): Make =>
    (space, noise) =>
      baoab.bind(space, underdamped(target(space, eightGaussians).score, { temperature, friction }), noise);
  await compiled(kinetic(1, 1), uniformGrid(0, 1, 10));
  assert.is(await compiled(kinetic(2, 0), uniformGrid(0, 2, 2)), 0);
  const toData =
    (max: number): Make =>
    (space, noise) => {
      const ve = varianceExploding({ min: 0.01, max });
      const score = (t: number, x: never, out: never) => space.evaluate(standing, [ve.sigma(t)], out, x);
      return eulerMaruyama.bind(space, reverse(space, ve, score as never, 1), noise);
    };
  await compiled(toData(10), uniformGrid(1, 0, 10));
  assert.is(await compiled(toData(50), uniformGrid(1, 0.5, 20)), 0);
});
const [x, y] = coordinates(0, 2);
const standing = gradient(
  formula({ inputs: 1, parameters: ["s"], outputs: [neg(mul(0.5, sum([square(x), square(y)])))] }),
  2,
);

for (const engine of engines) {
  test(`${engine}: every solver goes on from the state at a frame as if it had not stopped`, async () => {
    const start = starting(5, 0.8);
    for (const solver of everySolver) {
      if (solver.couples !== undefined) continue;
      const make = ((space, noise) =>
        (solver.bind as never as Make & ((...a: unknown[]) => never))(
          space,
          standardProblems(space)[solver.kind] as never,
          noise,
        )) as Make;
      const grid = standardGrid(solver.kind);
      const program = await compileRun(make, { engine, dimension, grid, times: [grid[3], grid[8]] });
      const whole = runProgram(program, { seed, start });
      const half = runProgram(program, { seed, start, until: 0, keepState: true });
      const rest = runProgram(program, { seed, start: { frame: 0, state: half.state! } });
      const end = 2 * start.length;
      same(half.frames.subarray(0, start.length), whole.frames.subarray(0, start.length), solver.name);
      same(rest.frames.subarray(start.length, end), whole.frames.subarray(start.length, end), solver.name);
    }
  });

  test(`${engine}: a part of the particles, and addresses on both sides of 2^32`, async () => {
    const make: Make = (space, noise) => mala.bind(space, target(space, eightGaussians), noise);
    const program = await compileRun(make, { engine, dimension, grid: uniformGrid(0, 0.1, 5) });
    const first = 2 ** 32 - 6;
    const start = starting(13, 4, first);
    const whole = runProgram(program, { seed, start, first }).frames;
    const part = runProgram(program, { seed, start: start.slice(2 * 4, 2 * 9), first: first + 4 }).frames;
    same(part, whole.slice(2 * 4, 2 * 9));
    const space = arraySpace({ particles: 13, dimension, first });
    const { data } = await record(
      space,
      make(space, freshNoise(space, seed)),
      start.slice(),
      uniformGrid(0, 0.1, 5),
    );
    assert.ok(whole.every((v, i) => Math.abs(v - data[i]) < 1e-4));
  });

  test(`${engine}: a run that diverges names the particle, the step and the times, as integrate does`, async () => {
    const cubic = formula({ inputs: 1, outputs: [neg(mul(x, square(x))), neg(y)] });
    const make: Make = (space, noise) =>
      heun.bind(space, { drift: (_, q, out) => space.evaluate(cubic, [], out, q) }, noise);
    const grid = uniformGrid(0, 10, 100);
    const start = starting(700, 1);
    start[2 * 612] = 30;
    const space = arraySpace({ particles: 700, dimension, first: 40 });
    const message = (body: () => unknown): string => {
      try {
        body();
      } catch (error) {
        assert.instance(error, DivergenceError);
        return (error as Error).message;
      }
      return "no divergence";
    };
    const expected = message(() => [
      ...integrate(space, make(space, freshNoise(space, seed)), start.slice(), grid),
    ]);
    assert.match(expected, /particle 652 is not finite after step \d/);
    const program = await compileRun(make, { engine, dimension, grid, times: [grid[1], grid[100]] });
    const got = message(() => runProgram(program, { seed, start, first: 40 }));
    if (engine === "simd32")
      assert.match(got, /particle 652 is not finite after step \d/); // float32 overflows earlier
    else assert.is(got, expected);
  });

  seeded(`${engine}: Langevin dynamics keep eight Gaussians`, async (own) => {
    const particles = 20_000;
    const h = 0.01;
    const make: Make = (space, noise) => mala.bind(space, target(space, eightGaussians), noise);
    const grid = uniformGrid(0, 20 * h, 20);
    const { frames } = runProgram(await compileRun(make, { engine, dimension, grid }), {
      seed: own,
      start: exactStart(arraySpace({ particles, dimension }), own, eightGaussians, "exact"),
    });
    /** |x - mu|^2 from the nearest of the means. */
    const squares = Float64Array.from({ length: particles }, (_, p) => {
      const [u, v] = frames.subarray(2 * p, 2 * p + 2);
      const angle = (Math.round(Math.atan2(v, u) / (Math.PI / 4)) * Math.PI) / 4;
      return (u - 4 * Math.cos(angle)) ** 2 + (v - 4 * Math.sin(angle)) ** 2;
    });
    checkMean(squares, 2 * 0.5 ** 2);
    catches("a width that is 3 % off", () => checkMean(squares, 2 * (1.03 * 0.5) ** 2));
  });
}

test("entries of the state that are asked for come back, and no others", async () => {
  const make: Make = (space, noise) => mala.bind(space, target(space, eightGaussians), noise);
  const grid = uniformGrid(0, 1, 4);
  const start = starting(50, 4);
  const program = await compileRun(make, { engine: "simd32", dimension, grid, entries: ["accepted"] });
  const state = runProgram(program, { seed, start, keepState: true }).state!;
  const space = arraySpace({ particles: 50, dimension });
  let accepted = new Float64Array();
  for (const frame of integrate(space, make(space, freshNoise(space, seed)), start.slice(), grid)) {
    accepted = (frame.state.accepted as Float64Array).slice();
  }
  same(state.accepted, accepted);
  assert.equal(Object.keys(state).sort(), ["accepted", "logDensity", "position", "score"]);
});

test("entries that are watched come back in every frame, and the progress ends with 1", async () => {
  const make: Make = (space, noise) =>
    baoab.bind(space, underdamped(target(space, eightGaussians).score), noise);
  const grid = uniformGrid(0, 1, 10);
  const times = [grid[0], grid[3], grid[10]];
  const entries = ["momentum", "no such entry"];
  const program = await compileRun(make, { engine: "simd64", dimension, grid, times, entries });
  const seen: number[] = [];
  const start = starting(700, 4);
  const part = { seed, start, keepState: true };
  const watch = { entries, progress: (fraction: number) => void seen.push(fraction) };
  const { others = {}, state } = runProgram(program, part, watch);
  assert.equal(Object.keys(others), ["momentum"]);
  assert.is(others.momentum.length, times.length * start.length);
  same(others.momentum.slice(2 * start.length), state!.momentum);
  const half = runProgram(program, { ...part, until: 1 });
  same(others.momentum.slice(start.length, 2 * start.length), half.state!.momentum);
  assert.ok(seen.every((fraction, i) => i === 0 || fraction > seen[i - 1]));
  assert.is(seen.at(-1), 1);
});

test("a step that keeps something outside its state is not compiled", async () => {
  const forgetful: Make = (space) => {
    let previous = space.combine(space.scratch());
    return process({
      start: (position) => ({ position }),
      step({ position }) {
        const next = space.combine(space.scratch(), [1, position], [0.1, previous]);
        previous = position;
        return { position: next };
      },
    });
  };
  try {
    await compileRun(forgetful, { engine: "simd64", dimension, grid: uniformGrid(0, 1, 3) });
  } catch (error) {
    assert.instance(error, NotCompilable);
    return assert.match((error as Error).message, /scratch/);
  }
  assert.unreachable();
});

test("a state without an entry, and a frame that there is not, are refused", async () => {
  const make: Make = (space, noise) => mala.bind(space, target(space, eightGaussians), noise);
  const program = await compileRun(make, { engine: "javascript", dimension, grid: uniformGrid(0, 1, 4) });
  const state = { position: starting(2) };
  assert.throws(() => runProgram(program, { seed, start: { frame: 0, state } }), /entries/);
  assert.throws(() => runProgram(program, { seed, start: { frame: 7, state } }), /a frame of the program/);
});

test.run();
