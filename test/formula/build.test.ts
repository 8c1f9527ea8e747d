import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import * as F from "../../src/formula/index.ts";
import { property } from "../support.ts";

const [x, y] = F.coordinates(0, 2);

test("equal expressions are the same object, however they were built", () => {
  const build = () => F.exp(F.div(F.square(F.sub(F.coordinate(0, 0), F.parameter("m"))), F.parameter("v")));
  assert.is(build(), build());
  assert.is(F.add(x, 0), x);
  assert.is(F.mul(1, x), x);
  assert.is(F.mul(x, 0), F.constant(0));
  assert.is(F.neg(F.neg(x)), x);
  assert.is(F.sub(x, y), F.neg(F.sub(y, x)));
  assert.is(F.add(x, F.neg(y)), F.sub(x, y));
  assert.is(F.pow(x, 2), F.mul(x, x));
  assert.is(F.pow(x, 0.5), F.sqrt(x));
  assert.is(F.log(F.exp(x)), x);
  assert.is(F.mul(2, F.mul(3, x)), F.mul(6, x));
  assert.is.not(F.constant(0), F.constant(-0));
});

/** An expression as data, so that its value can be had without the builders' simplifications. */
type Tree =
  | number
  | "x"
  | "y"
  | readonly [op: "add" | "sub" | "mul" | "div", Tree, Tree]
  | readonly ["neg", Tree];
const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom<Tree>(0, 1, -1, 2, 3, -0.5, "x", "y"),
    fc.tuple(fc.constantFrom("add", "sub", "mul", "div"), tie("tree"), tie("tree")) as fc.Arbitrary<Tree>,
    fc.tuple(fc.constant("neg"), tie("tree")) as fc.Arbitrary<Tree>,
  ),
}));
const builders = { add: F.add, sub: F.sub, mul: F.mul, div: F.div };
const build = (t: Tree): F.Node => {
  if (typeof t === "number") return F.constant(t);
  if (typeof t === "string") return t === "x" ? x : y;
  return t[0] === "neg" ? F.neg(build(t[1])) : builders[t[0]](build(t[1]), build(t[2]));
};
const directly = (t: Tree, at: readonly number[]): { value: number; size: number } => {
  if (typeof t === "number") return { value: t, size: Math.abs(t) };
  if (typeof t === "string") return directly(at[t === "x" ? 0 : 1], at);
  const a = directly(t[1], at);
  if (t[0] === "neg") return { value: -a.value, size: a.size };
  const b = directly(t[2], at);
  if (t[0] === "add") return { value: a.value + b.value, size: a.size + b.size };
  if (t[0] === "sub") return { value: a.value - b.value, size: a.size + b.size };
  if (t[0] === "mul") return { value: a.value * b.value, size: a.size * b.size };
  return { value: a.value / b.value, size: (a.size * b.size) / b.value ** 2 };
};

property(
  "simplification keeps the value",
  [tree, fc.constantFrom([0.7, -1.3], [2.1, 0.4], [-0.2, 3.3])],
  (t, at) => {
    const expected = directly(t, at);
    fc.pre(Number.isFinite(expected.value) && Number.isFinite(expected.size));
    const [got] = F.evaluate(F.formula({ inputs: 1, outputs: [build(t)] }), [], at);
    assert.ok(
      Math.abs(got - expected.value) <= 1e-12 * Math.max(expected.size, 1e-300),
      `${got} ${expected.value}`,
    );
  },
  2000,
);

property(
  "integer powers are powers",
  [fc.integer({ min: -20, max: 20 }), fc.double({ min: 0.5, max: 2, noNaN: true })],
  (n, at) => {
    const [got] = F.evaluate(F.formula({ inputs: 1, outputs: [F.pow(x, n)] }), [], [at]);
    assert.ok(Math.abs(got / at ** n - 1) < 1e-13);
  },
);

test("what is the same in every row leaves a reduction", () => {
  const t = F.table([[1, 2, 3]]);
  const c = F.column(t, 0);
  assert.is(F.softMean(t, c, x), x);
  assert.is(F.softMean(t, c, F.mul(x, c)), F.mul(x, F.softMean(t, c, c)));
  assert.is(F.logSumExp(t, F.add(c, x)), F.add(F.logSumExp(t, c), x));
  assert.is(F.logSumExp(t, x), F.add(x, Math.log(3)));
});

test("parameters are in the order in which they occur, unless they are declared", () => {
  const output = F.add(F.mul(F.parameter("b"), x), F.parameter("a"));
  assert.equal(F.formula({ inputs: 1, outputs: [output] }).parameters, ["b", "a"]);
  assert.equal(F.formula({ inputs: 1, parameters: ["a", "b", "c"], outputs: [output] }).parameters, [
    "a",
    "b",
    "c",
  ]);
});

test("a deep graph needs no deep stack", () => {
  const deep = Array.from({ length: 50_000 }).reduce<F.Node>((n) => F.sin(n), x);
  assert.is(F.topological([F.derivative(deep, x)]).length > 50_000, true);
});

test("what cannot be a formula is refused with what was got and expected", () => {
  const [s, t] = [F.table([[1, 2]]), F.table([[3, 4]])];
  const refused = (build: () => unknown, message: RegExp) =>
    assert.throws(build, (error: Error) => error.name === "UsageError" && message.test(error.message));
  refused(() => F.formula({ inputs: 1, outputs: [F.column(s, 0)] }), /columns only within logSumExp/);
  refused(() => F.logSumExp(s, F.mul(F.column(s, 0), F.column(t, 0))), /columns of its own table only/);
  refused(() => F.softMean(s, F.column(s, 0), F.column(t, 0)), /columns of its own table only/);
  refused(() => F.formula({ inputs: 1, outputs: [F.coordinate(1, 0)] }), /an index below 1/);
  refused(
    () => F.formula({ inputs: 2, outputs: [F.add(F.input(0), F.coordinate(1, 0))] }),
    /one of the two kinds/,
  );
  refused(
    () => F.formula({ inputs: 1, parameters: ["a"], outputs: [F.parameter("b")] }),
    /one of those declared: a/,
  );
  refused(() => F.formula({ inputs: 1, parameters: ["a", "a"], outputs: [x] }), /each name once/);
  refused(() => F.formula({ inputs: 1, outputs: [] }), /outputs of a formula/);
  refused(() => F.parameter("a; evil()"), /a letter, then letters/);
  refused(() => F.table([[1, 2], [3]]), /in all columns alike/);
  refused(() => F.table([[Number.NaN]]), /expected numbers/);
  refused(() => F.column(s, 1), /index of a column/);
  refused(() => F.coordinate(0, -1), /index of a component/);
  refused(() => F.derivative(x, F.mul(x, x)), /a coordinate or a parameter/);
});

test.run();
