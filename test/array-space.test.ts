import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { arraySpace } from "../src/array-space.ts";
import { add, coordinates, exp, formula, input, mul, parameter, sub } from "../src/formula/index.ts";
import { uniformGrid } from "../src/grids/uniform.ts";
import { freshNoise } from "../src/noise/fresh.ts";
import { overdamped } from "../src/problems/overdamped.ts";
import { UsageError } from "../src/refusal.ts";
import { eulerMaruyama } from "../src/solvers/euler-maruyama.ts";
import { constantMemory } from "./constant-memory.ts";
import { catches, property, same } from "./support.ts";

const space = arraySpace({ particles: 2, dimension: 3 });
const wide = (...values: number[]) => Float64Array.from(values);
const x = () => wide(1, 2, 3, 4, 5, 6);
const y = () => wide(10, 20, 30, 40, 50, 60);
const narrow = () => wide(-1, 1);
const numbers = (n: number) =>
  fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: n, maxLength: n });

property(
  "combine is the sum of a_i x_i from the left, states of width 1 broadcast",
  [numbers(6), numbers(6), numbers(2), numbers(3)],
  (u, v, w, [a, b, c]) => {
    const out = space.combine(space.scratch(), [a, wide(...u)], [b, wide(...v)], [c, wide(...w)]);
    same(
      out,
      Float64Array.from({ length: 6 }, (_, i) => a * u[i] + b * v[i] + c * w[Math.floor(i / 3)]),
    );
  },
);

test("combine without terms is zero, at either width", () => {
  same(space.combine(x()), new Float64Array(6));
  same(space.combine(narrow()), new Float64Array(2));
});

test("out may be one of the operands, and is what is returned", () => {
  const a = x();
  assert.is(space.combine(a, [2, a], [1, a], [-1, y()]), a);
  same(a, wide(-7, -14, -21, -28, -35, -42));
  const b = x();
  const rotated = formula({ inputs: 1, outputs: [1, 2, 0].map((j) => coordinates(0, 3)[j]) });
  assert.is(space.evaluate(rotated, [], b, b), b);
  same(b, wide(2, 3, 1, 5, 6, 4));
  const c = x();
  same(
    space.map(formula({ inputs: 2, outputs: [mul(input(0), input(1))] }), [], c, c, c),
    wide(1, 4, 9, 16, 25, 36),
  );
});

test("map broadcasts width 1 and takes parameters in their order", () => {
  const f = formula({
    inputs: 2,
    parameters: ["a", "b"],
    outputs: [add(mul(parameter("a"), input(0)), mul(parameter("b"), input(1)))],
  });
  same(space.map(f, [2, 10], space.scratch(), x(), narrow()), wide(-8, -6, -4, 18, 20, 22));
  same(space.map(f, [2, 10], space.scratch(1), narrow(), wide(3, 4)), wide(28, 42));
  assert.throws(
    () => space.map(f, [1, 1], space.scratch(1), x(), narrow()),
    (e: unknown) => e instanceof UsageError,
  );
});

test("evaluate reads each state at its own width", () => {
  const [u, v, w] = coordinates(0, 3);
  const [s] = coordinates(1, 1);
  const f = formula({ inputs: 2, outputs: [mul(s, add(u, mul(v, w)))] });
  same(space.evaluate(f, [], space.scratch(1), x(), narrow()), wide(-7, 34));
});

test("dot is each particle's sum over components, and broadcasts", () => {
  same(space.dot(space.scratch(1), x(), y()), wide(140, 770));
  same(space.dot(space.scratch(1), narrow(), wide(3, 4)), wide(-3, 4));
  same(space.dot(space.scratch(1), x(), narrow()), wide(-6, 15));
  same(space.dot(space.scratch(1), narrow(), x()), wide(-6, 15));
});

test("mean is in every particle, read gives the first number, values and copy are copies", () => {
  same(space.mean(space.scratch(1), wide(3, 5)), wide(4, 4));
  const a = x();
  assert.is(space.read(a), 1);
  for (const b of [space.copy(a), space.values(a) as Float64Array]) {
    same(b, a);
    b[0] = 9;
    assert.is(a[0], 1);
  }
});

test("the first particle that is not finite is found, at either width", () => {
  const find = (v: Float64Array) => space.firstNotFinite?.(v);
  assert.is(find(x()), -1);
  assert.is(find(wide(0, -0, 1e308, 1e308, -1e308, 5e-324)), -1);
  assert.is(find(wide(0, 0, 0, 0, Number.NaN, 0)), 1);
  assert.is(find(wide(0, 0, Infinity, Number.NaN, 0, 0)), 0);
  assert.is(find(wide(0, -Infinity)), 1);
});

test("a space of dimension 1 has one width", () => {
  const line = arraySpace({ particles: 3, dimension: 1 });
  assert.is(line.scratch().length, 3);
  same(line.combine(line.scratch(), [2, wide(1, 2, 3)], [1, wide(1, 1, 1)]), wide(3, 5, 7));
});

test("a shape that is none is refused", () => {
  for (const shape of [
    { particles: 0, dimension: 1 },
    { particles: 1.5, dimension: 1 },
    { particles: 1, dimension: 0 },
    { particles: 2, dimension: 1, first: -1 },
    { particles: 2, dimension: 1, first: 2 ** 40 - 1 },
    { particles: Number.NaN, dimension: 1 },
  ]) {
    assert.throws(
      () => arraySpace(shape),
      (e: unknown) => e instanceof UsageError,
    );
  }
});

test("a state, a formula or numbers that do not fit are refused, not read past their ends", () => {
  const [c1, c2, , c4] = coordinates(0, 4);
  const of = (...outputs: (typeof c1)[]) => formula({ inputs: 1, outputs });
  const scaled = formula({ inputs: 1, parameters: ["a"], outputs: [mul(parameter("a"), input(0))] });
  const five = new Float64Array(5);
  const attempts: readonly (readonly [refused: RegExp, attempt: () => unknown])[] = [
    [/state: got "5 numbers", expected 2 x 3/, () => space.combine(x(), [1, five])],
    [
      /state: got undefined, .* has to return/,
      () => space.combine(x(), [1, ((_: Float64Array) => {})(x()) as unknown as Float64Array]),
    ],
    [/state: got "5 numbers"/, () => space.dot(narrow(), x(), five)],
    [/result: got 3, expected 2/, () => space.evaluate(of(c1, c2), [], x(), y())],
    [/result: got 3, expected 1/, () => space.evaluate(of(c1), [], x(), y())],
    [/state 0: got 3, expected 4 or more/, () => space.evaluate(of(c1, c2, c4), [], x(), y())],
    [/states for a formula: got 0, expected 1/, () => space.evaluate(of(c1, c2, c1), [], x())],
    [/numbers for a formula: got 0, expected 1/, () => space.map(scaled, [], x(), y())],
  ];
  for (const [refused, attempt] of attempts) {
    assert.throws(attempt, (error: Error) => error instanceof UsageError && refused.test(error.message));
  }
});

test("a step allocates nothing that grows with the ensemble, and one that copies is caught", () => {
  const large = arraySpace({ particles: 50_000, dimension: 2 });
  const f = formula({ inputs: 1, outputs: coordinates(0, 2).map((c) => sub(exp(mul(-1, c)), c)) });
  const problem = overdamped(large, (_, q, out) => large.evaluate(f, [], out, q));
  const p = eulerMaruyama.bind(large, problem, freshNoise(large, 1n));
  const copies: typeof p = {
    ...p,
    step: (state, at) => p.step({ position: large.copy(state.position) }, at),
  };
  const grid = uniformGrid(0, 0.3, 30);
  constantMemory(p, large.combine(large.scratch()), grid);
  catches("a copy a step", () => constantMemory(copies, large.combine(large.scratch()), grid));
});

test.run();
