import type { Tensor } from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { wasmBackend } from "../../mnist/backends/wasm-backend.ts";
import { tensorSpace } from "../../mnist/tensor-space.ts";
import { arraySpace } from "../../src/array-space.ts";
import * as F from "../../src/formula/index.ts";
import { type Grid, noiseGrid } from "../../src/grids/grid.ts";
import { karrasGrid } from "../../src/grids/karras.ts";
import { uniformGrid } from "../../src/grids/uniform.ts";
import { integrate } from "../../src/integrate.ts";
import { freshNoise } from "../../src/noise/fresh.ts";
import { denoisingFromScore } from "../../src/problems/denoising.ts";
import { diffusedScore } from "../../src/problems/diffused-score.ts";
import { reverse } from "../../src/problems/reverse.ts";
import { target } from "../../src/problems/target.ts";
import { underdamped } from "../../src/problems/underdamped.ts";
import { vp } from "../../src/schedules/index.ts";
import type { Process } from "../../src/solver.ts";
import { baoab, dpmSolver2M, eulerMaruyama } from "../../src/solvers/index.ts";
import type { Ensemble } from "../../src/space.ts";
import { normalStart } from "../../src/start.ts";
import { eightGaussians } from "../../toy-distributions/index.ts";
import { randomNode } from "../formula/random-formula.ts";
import { seedOf } from "../support.ts";

const tf = await wasmBackend();
const shape = { particles: 5, dimension: 2 };
const spaces = () => ({ arrays: arraySpace(shape), tensors: tensorSpace({ tf, ...shape }) });

/** Largest difference, in units of 1 + |expected|; equal infinities and NaN beside NaN are no difference. */
function difference(got: ArrayLike<number>, expected: ArrayLike<number>): number {
  assert.is(got.length, expected.length);
  return Array.from(expected, (e, k) =>
    Object.is(got[k], e) || (Number.isNaN(got[k]) && Number.isNaN(e))
      ? 0
      : Math.abs(got[k] - e) / (1 + Math.abs(e)),
  ).reduce((worst, d) => (d <= worst ? worst : d), 0);
}

/** What a computation gives on arrays and on tensors, from the same float32 numbers. */
async function both(
  compute: <S>(space: Ensemble<S>, x: S, y: S, w: S) => S,
): Promise<[Float64Array, Float64Array]> {
  const { arrays, tensors } = spaces();
  const on = async <S>(space: Ensemble<S>) => {
    const fill = (width: 1 | 2, k: number) =>
      space.fill(space.scratch(width === 1 ? 1 : undefined), width, (v) => {
        for (let i = 0; i < v.length; i++) v[i] = Math.fround(1.5 * Math.sin(3 * i + k));
      });
    return space.values(compute(space, fill(2, 1), fill(2, 2), fill(1, 3)));
  };
  return [await on(arrays), await on(tensors)];
}

const u = F.input(0);
const v = F.input(1);
const nodes: Record<string, F.Node> = {
  neg: F.neg(u),
  exp: F.exp(u),
  log: F.log(F.add(2, u)),
  sqrt: F.sqrt(F.add(2, u)),
  sin: F.sin(u),
  cos: F.cos(u),
  tan: F.tan(u),
  tanh: F.tanh(u),
  abs: F.abs(u),
  sign: F.sign(u),
  erfcx: F.erfcx(u),
  "erfcx far out": F.erfcx(F.mul(6, F.abs(v))),
  add: F.add(u, v),
  sub: F.sub(u, v),
  mul: F.mul(u, v),
  div: F.div(u, F.add(3, v)),
  pow: F.pow(F.add(2, u), v),
  "pow by a whole number": F.pow(u, 3),
  min: F.min(u, v),
  max: F.max(u, v),
  less: F.less(u, v),
  select: F.select(F.less(u, v), F.mul(2, u), F.constant(7)),
  parameter: F.add(F.mul(F.parameter("a"), u), F.sin(F.parameter("b"))),
  constant: F.constant(2.5),
};

for (const [name, node] of Object.entries(nodes)) {
  test(`map: ${name} is the same on tensors, for states of either width`, async () => {
    const f = F.formula({ inputs: 2, parameters: ["a", "b"], outputs: [node] });
    for (const narrow of [false, true]) {
      const [expected, got] = await both((s, x, y, w) =>
        s.map(f, [0.3, -1.7], s.scratch(), x, narrow ? w : y),
      );
      assert.ok(difference(got, expected) < 2e-6, `${got} for ${expected}`);
    }
  });
}

test("evaluate: random graphs with reductions over tables, also nested ones, are the same on tensors", async () => {
  const coordinates = [...F.coordinates(0, 2), F.coordinates(1, 2)[0], F.parameter("p")];
  const seed = Number(seedOf("evaluate on tensors") & 0x7fffffffn);
  const law = fc.asyncProperty(randomNode(coordinates), randomNode(coordinates), async (a, b) => {
    const f = F.formula({ inputs: 2, parameters: ["p"], outputs: [a, b] });
    const [expected, got] = await both((s, x, _, w) => s.evaluate(f, [0.4], s.scratch(), x, w));
    if (expected.every((e) => Math.abs(e) < 1e6))
      assert.ok(difference(got, expected) < 1e-3, `${got} for ${expected}`);
  });
  await fc.assert(law, { seed, numRuns: 60 });
});

test("lse and mean survive weights of zero and exponents without bound", async () => {
  const t = F.table([Float64Array.of(0, 1, 2), Float64Array.of(-1e30, -1e30, 0)]);
  const l = F.add(F.mul(F.column(t, 0), F.coordinates(0, 2)[0]), F.column(t, 1));
  const f = F.formula({ inputs: 1, outputs: [F.logSumExp(t, l), F.softMean(t, l, F.column(t, 0))] });
  const [expected, got] = await both((s, x) => s.evaluate(f, [], s.scratch(), x));
  assert.ok(difference(got, expected) < 1e-6, `${got} for ${expected}`);
});

test("combine, dot, mean, copy and broadcasting are the same on tensors", async () => {
  const cases: (<S>(s: Ensemble<S>, x: S, y: S, w: S) => S)[] = [
    (s, x, y, w) => s.combine(s.scratch(), [2, x], [-0.5, y], [3, w]),
    (s, x) => s.combine(x, [1, x]),
    (s, x) => s.combine(x),
    (s, _x, _y, w) => s.combine(w),
    (s, x, y) => s.combine(x, [1, x], [2, x], [-1, y]),
    (s, _, __, w) => s.combine(s.scratch(), [1, w]),
    (s, x, y) => s.dot(s.scratch(1), x, y),
    (s, x, _, w) => s.dot(s.scratch(1), x, w),
    (s, _, __, w) => s.mean(s.scratch(1), w),
    (s, x) => s.combine(s.copy(x), [3, x]),
  ];
  for (const compute of cases) {
    const [expected, got] = await both(compute);
    assert.ok(difference(got, expected) < 1e-6, `${compute}: ${got} for ${expected}`);
  }
});

/** The solvers of the issue on eight Gaussians, whose score is exact. */
const runs: Record<string, { grid: Grid; bind: <S>(space: Ensemble<S>, seed: bigint) => Process<S> }> = {
  "the reverse SDE by Euler-Maruyama": {
    grid: uniformGrid(1, 0.05, 40),
    bind: (space, seed) =>
      eulerMaruyama.bind(
        space,
        reverse(space, vp, diffusedScore(space, eightGaussians, vp)),
        freshNoise(space, seed),
      ),
  },
  "DPM-Solver++ 2M": {
    grid: noiseGrid(vp, karrasGrid(100, 0.05, 20)),
    bind: (space, seed) => {
      const problem = denoisingFromScore(space, vp, diffusedScore(space, eightGaussians, vp));
      return dpmSolver2M.bind(space, problem, freshNoise(space, seed));
    },
  },
  BAOAB: {
    grid: uniformGrid(0, 4, 40),
    bind: (space, seed) =>
      baoab.bind(
        space,
        underdamped(target(space, eightGaussians).score, { friction: 1 }),
        freshNoise(space, seed),
      ),
  },
};

for (const [name, { grid, bind }] of Object.entries(runs)) {
  test(`${name} gives the same numbers on arrays and on tensors from the same seed`, async () => {
    const run = async <S>(space: Ensemble<S>): Promise<Float64Array> => {
      let x = normalStart(space, seedOf(name));
      for (const { state } of integrate(space, bind(space, seedOf(name)), x, grid)) x = state.position;
      return space.values(x);
    };
    const size = { particles: 64, dimension: 2 };
    const expected = await run(arraySpace(size));
    const got = await run(tensorSpace({ tf, ...size }));
    assert.ok(difference(got, expected) < 5e-5, `differs by ${difference(got, expected)}`);
    const other = await run(tensorSpace({ tf, ...size, first: 1 }));
    assert.ok(difference(other, expected) > 1e-2, "other particles have other noise");
  });

  test(`${name}: the number of live tensors stays the same, and nothing is read back within a step`, async () => {
    const space = tensorSpace({ tf, particles: 3, dimension: 2 });
    const reads = spyOnReads();
    const counts: number[] = [];
    const x = normalStart(space, 1n);
    for (const _ of integrate(space, bind(space, 1n), x, grid)) counts.push(tf.memory().numTensors);
    assert.is(reads.restore(), 0);
    assert.equal([...new Set(counts.slice(3))].length, 1, `live tensors: ${counts.join(" ")}`);
  });
}

/** Counts how often a tensor's values are asked for. */
function spyOnReads() {
  const prototype = Object.getPrototypeOf(tf.scalar(0)) as Pick<Tensor, "data" | "dataSync">;
  const { data, dataSync } = prototype;
  let reads = 0;
  prototype.data = function (this: Tensor) {
    reads++;
    return data.call(this) as never;
  };
  prototype.dataSync = function (this: Tensor) {
    reads++;
    return dataSync.call(this) as never;
  };
  return {
    restore() {
      Object.assign(prototype, { data, dataSync });
      return reads;
    },
  };
}

test("the spy sees a read", () => {
  const reads = spyOnReads();
  const space = tensorSpace({ tf, particles: 1, dimension: 2 });
  space.read(space.combine(space.scratch()));
  assert.is(reads.restore(), 1);
});

test("what was given away is disposed, also when it was an operand", () => {
  const space = tensorSpace({ tf, particles: 3, dimension: 2 });
  const x = space.combine(space.scratch());
  const y = space.combine(x, [1, x]);
  assert.ok(x.isDisposed);
  assert.not(y.isDisposed);
  assert.throws(() => space.combine(space.scratch(), [1, x]), "disposed");
});

test.run();
