import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import * as F from "../../src/formula/index.ts";
import { randomNode } from "./random-formula.ts";

const close = (a: number, b: number, scale = 1) =>
  Object.is(a, b) || Math.abs(a - b) <= 1e-12 * Math.max(scale, Math.abs(a), Math.abs(b));
const numbers = fc.double({ min: -2, max: 2, noNaN: true });
const [p, q] = [F.parameter("p"), F.parameter("q")];

test("compiled code gives what the interpreter gives, at every particle", () => {
  const leaves = [p, q, ...F.coordinates(0, 2), F.coordinate(1, 0)];
  const outputs = fc.array(randomNode(leaves), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(outputs, fc.array(numbers, { minLength: 11, maxLength: 11 }), (nodes, values) => {
      const f = F.formula({ inputs: 2, parameters: ["p", "q"], outputs: nodes });
      const xs = [Float64Array.from(values.slice(2, 8)), Float64Array.from(values.slice(8))];
      const out = new Float64Array(3 * nodes.length);
      F.compileEvaluate(f)(3, 2, values.slice(0, 2), out, xs);
      for (let i = 0; i < 3; i++) {
        const expected = F.evaluate(f, values.slice(0, 2), xs[0].subarray(2 * i, 2 * i + 2), [xs[1][i]]);
        expected.forEach((value, j) => {
          assert.ok(close(out[i * nodes.length + j], value, 10), `${out[i * nodes.length + j]} ${value}`);
        });
      }
    }),
    { numRuns: 400 },
  );
});

test("a map broadcasts narrow inputs, hoists, and gives what the interpreter gives", () => {
  const leaves = [p, F.input(0), F.input(1)];
  const widths = fc.constantFrom(
    [true, true, true],
    [true, true, false],
    [true, false, true],
    [true, false, false],
  );
  const values = fc.array(numbers, { minLength: 13, maxLength: 13 });
  fc.assert(
    fc.property(
      randomNode(leaves),
      fc.oneof(widths, fc.constant([false, false, false])),
      values,
      (node, wide, v) => {
        const f = F.formula({ inputs: 2, parameters: ["p"], outputs: [node] });
        const [out, x, y] = wide.map((isWide, i) =>
          Float64Array.from(v.slice(0, isWide ? 6 : 3), (a) => a * (i + 1)),
        );
        const at = (values: Float64Array, isWide: boolean, i: number) =>
          values[isWide === wide[0] ? i : Math.floor(i / 2)];
        const expected = Array.from(
          out,
          (_, i) => F.evaluate(f, [v[12]], [at(x, wide[1], i)], [at(y, wide[2], i)])[0],
        );
        F.compileMap(f, wide)(3, 2, [v[12]], out, [x, y]);
        expected.forEach((value, i) => {
          assert.ok(close(out[i], value, 10), `${out[i]} ${value} ${wide}`);
        });
      },
    ),
    { numRuns: 400 },
  );
});

test("out may be one of the inputs", () => {
  const [x, y] = F.coordinates(0, 2);
  const swap = F.formula({ inputs: 2, outputs: [F.add(y, F.coordinate(1, 0)), F.mul(2, x)] });
  const state = Float64Array.of(1, 2, 3, 4);
  F.compileEvaluate(swap)(2, 2, [], state, [state, Float64Array.of(10, 20)]);
  assert.equal([...state], [12, 2, 24, 6]);
  const f = F.formula({ inputs: 2, outputs: [F.sub(F.input(0), F.mul(2, F.input(1)))] });
  F.compileMap(f, [true, true, false])(2, 2, [], state, [state, Float64Array.of(1, 2)]);
  assert.equal([...state], [10, 0, 20, 2]);
});

test("no finite row gives -Infinity, some give the others, and NaN is never lost", () => {
  for (const rows of [4, 40]) {
    const t = F.table([Float64Array.from({ length: rows }, (_, k) => k)]);
    const x = F.coordinate(0, 0);
    const l = F.select(F.less(F.column(t, 0), x), 0, -Infinity);
    const f = F.formula({ inputs: 1, outputs: [F.logSumExp(t, l), F.softMean(t, l, F.column(t, 0))] });
    const out = new Float64Array(6);
    F.compileEvaluate(f)(3, 1, [], out, [Float64Array.of(0, 3, 1)]);
    assert.is(out[0], -Infinity);
    assert.ok(Number.isNaN(out[1]));
    assert.ok(close(out[2], Math.log(3)) && close(out[3], 1) && close(out[4], 0) && out[5] === 0);
    const g = F.formula({ inputs: 1, outputs: [F.logSumExp(t, F.mul(x, F.column(t, 0)))] });
    F.compileEvaluate(g)(1, 1, [], out, [Float64Array.of(Number.NaN)]);
    assert.ok(Number.isNaN(out[0]));
    F.compileEvaluate(g)(1, 1, [], out, [Float64Array.of(Infinity)]);
    assert.ok(Number.isNaN(out[0]));
  }
});

test("constants and columns arrive to the last bit", () => {
  const odd = [0.1, -1 / 3, 1e-320, -0, 2 ** 53 + 2, 1.7976931348623157e308];
  const t = F.table([odd]);
  const outputs = odd.map((value) => F.add(F.coordinate(0, 0), value));
  const f = F.formula({ inputs: 1, outputs: [...outputs, F.softMean(t, 0, F.mul(F.column(t, 0), 0))] });
  const out = new Float64Array(7);
  F.compileEvaluate(f)(1, 1, [], out, [Float64Array.of(0)]);
  odd.forEach((value, i) => {
    assert.is(out[i], value + 0);
  });
});

test("a map refuses a result narrower than its inputs, and two outputs", () => {
  const one = F.formula({ inputs: 1, outputs: [F.input(0)] });
  assert.throws(() => F.compileMap(one, [false, true]), /width of a map's result/);
  assert.throws(() => F.compileMap(one, [true]), /widths of inputs/);
  const two = F.formula({ inputs: 1, outputs: [F.input(0), 1] });
  assert.throws(() => F.compileMap(two, [true, true]), /outputs of a formula for map/);
});

test.run();
