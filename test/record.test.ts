import { test } from "uvu";
import * as assert from "uvu/assert";
import { arraySpace } from "../src/array-space.ts";
import { uniformGrid } from "../src/grids/uniform.ts";
import { integrate } from "../src/integrate.ts";
import { freshNoise } from "../src/noise/fresh.ts";
import { additive } from "../src/problems/additive.ts";
import { record } from "../src/record.ts";
import { DivergenceError, UsageError } from "../src/refusal.ts";
import type { Process } from "../src/solver.ts";
import { eulerMaruyama } from "../src/solvers/euler-maruyama.ts";
import { same } from "./support.ts";

type Arrays = Float64Array;
const space = arraySpace({ particles: 3, dimension: 2 });
/** Positions that are the number of the step, and how often a state's values were copied. */
const counting: Process<Arrays> = {
  start: (position) => ({ position }),
  step: ({ position }, { k }) => ({ position: position.fill(k + 1) }),
};
const zeros = () => new Float64Array(6);
const grid = uniformGrid(0, 1, 10);
const refusal = async (work: Promise<unknown>): Promise<Error> => {
  try {
    await work;
  } catch (error) {
    return error as Error;
  }
  return assert.unreachable("not refused") as never;
};

test("frames x particles x dimension, in the order of the times, the start included", async () => {
  const frames = await record(space, counting, zeros(), grid, { times: [0.5, 0, 1, 0.30000000000000004] });
  assert.equal(frames.shape, [4, 3, 2]);
  assert.equal(frames.stride, [6, 2, 1]);
  same(frames.data, Float64Array.of(...[5, 0, 10, 3].flatMap((k) => Array(6).fill(k))));
  assert.is(frames.get(2, 1, 1), 10);
});

test("without times the last frame is kept; a time that is asked for twice is there twice", async () => {
  const last = await record(space, counting, zeros(), grid);
  assert.equal([last.shape, last.get(0, 2, 1)], [[1, 3, 2], 10]);
  const twice = await record(space, counting, zeros(), grid, { times: [1, 1] });
  assert.equal([...twice.data], Array(12).fill(10));
});

test("a frame is a copy: later steps do not change it", async () => {
  const frames = await record(space, counting, zeros(), grid, { times: [0, 0.1] });
  assert.equal([frames.get(0, 0, 0), frames.get(1, 0, 0)], [0, 1]);
});

test("a time that is no point of the grid is refused, and the nearest is named", async () => {
  for (const time of [0.55, -0.1, 1.1, Number.NaN]) {
    const error = await refusal(record(space, counting, zeros(), grid, { times: [0, time] }));
    assert.instance(error, UsageError);
    assert.match(error.message, /time to record.*the nearest is/);
  }
  const error = await refusal(record(space, counting, zeros(), grid, { times: [0.52] }));
  assert.match(error.message, /got 0.52.*the nearest is 0.5/);
});

test("every point of a grid is found, whichever way the grid moves", async () => {
  for (const way of [grid, grid.slice().reverse(), Float64Array.of(-3, 5)]) {
    const frames = await record(space, counting, zeros(), way, { times: [...way] });
    assert.equal(
      Array.from(way, (_, k) => frames.get(k, 0, 0)),
      Array.from(way, (_, k) => k),
    );
  }
});

test("a record that no memory holds is refused", async () => {
  const large = { ...space, particles: 2 ** 31, dimension: 2 ** 20 };
  const error = await refusal(record(large, counting, zeros(), grid, { times: [...grid] }));
  assert.instance(error, UsageError);
  assert.match(error.message, /size of the record: got "11 frames x 2147483648 particles x 1048576"/);
});

test("a grid that is none is refused before a step is made, with its own message", async () => {
  for (const bad of [Float64Array.of(), Float64Array.of(0), Float64Array.of(0, 1, 1)]) {
    const error = await refusal(record(space, counting, zeros(), bad));
    assert.instance(error, UsageError);
    assert.match(error.message, /^grid/);
  }
});

test("progress goes from 0 to 1, once a point", async () => {
  const seen: number[] = [];
  await record(space, counting, zeros(), grid, { progress: (fraction) => seen.push(fraction) });
  assert.equal(
    seen,
    Array.from({ length: 11 }, (_, k) => k / 10),
  );
});

test("memory is that of the kept frames: values are copied there only", async () => {
  let copies = 0;
  const watched = {
    ...space,
    values: (x: Arrays) => {
      copies++;
      return x.slice();
    },
  };
  await record(watched, counting, zeros(), uniformGrid(0, 1, 1000), { times: [0, 0.25, 1] });
  assert.is(copies, 3);
});

test("values that come later, as a tensor's do, are those of their step", async () => {
  const late = { ...space, values: (x: Arrays) => Promise.resolve(x.slice()) };
  const frames = await record(late, counting, zeros(), grid, { times: [0.1, 0.2] });
  assert.equal([frames.get(0, 0, 0), frames.get(1, 0, 0)], [1, 2]);
});

const explodes: Process<Arrays> = {
  start: (position) => ({ position }),
  step({ position }, { k }) {
    if (k === 4) position[3] = Infinity;
    return { position };
  },
};
test("the first value that is not finite stops the run, and step, time, particle and h are named", async () => {
  const error = await refusal(record(space, explodes, zeros(), grid));
  assert.instance(error, DivergenceError);
  assert.match(error.message, /particle 1 .*step 4 .*t = 0.4 to 0.5 \(h = 0.\d+\).*smaller steps/);
});

test("in a shard the particle is named by its number in the whole", () => {
  const shard = arraySpace({ particles: 3, dimension: 2, first: 5000 });
  assert.throws(() => [...integrate(shard, explodes, zeros(), grid)], /particle 5001 /);
});

test("a real explosion is told from a long run", async () => {
  const problem = additive(space, {
    drift: (_, x, out) => space.combine(out, [1e80, x]),
    diffusion: () => 1,
  });
  const error = await refusal(
    record(space, eulerMaruyama.bind(space, problem, freshNoise(space, 1n)), zeros(), grid),
  );
  assert.instance(error, DivergenceError);
});

test("a space that cannot tell without waiting walks on to the end", () => {
  const frames = [...integrate({ first: 0 }, explodes, zeros(), grid)];
  assert.is(frames.length, 11);
});

test("a walk that is not finished makes no step too many", () => {
  let steps = 0;
  const lazy: Process<Arrays> = {
    ...counting,
    step(state, at) {
      steps++;
      return counting.step(state, at);
    },
  };
  for (const { k } of integrate(space, lazy, zeros(), grid)) if (k === 3) break;
  assert.is(steps, 3);
});

test.run();
