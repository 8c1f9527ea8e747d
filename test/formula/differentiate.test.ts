import fc from "fast-check";
import { derivative as mathjsDerivative } from "mathjs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import * as F from "../../src/formula/index.ts";
import { catches, near, property } from "../support.ts";
import { randomNode } from "./random-formula.ts";

const [x, y] = F.coordinates(0, 2);
const p = F.parameter("p");
const at = (node: F.Node, values: readonly number[]) =>
  F.evaluate(F.formula({ inputs: 1, parameters: ["p"], outputs: [node] }), [values[2]], values)[0];

/** Central difference of fourth order. */
const difference = (f: (t: number) => number, h: number) =>
  (8 * (f(h) - f(-h)) - (f(2 * h) - f(-2 * h))) / (12 * h);

function agrees(node: F.Node, derivative: F.Node, values: readonly number[], j: number): void {
  const moved = (t: number) =>
    at(
      node,
      values.map((v, i) => (i === j ? v + t : v)),
    );
  const [coarse, fine] = [difference(moved, 2e-3), difference(moved, 1e-3)];
  const size = 1 + Math.abs(fine) + Math.abs(moved(0));
  fc.pre(Math.abs(coarse - fine) < 1e-7 * size);
  near(at(derivative, values), fine, 1e-6 * size);
}

const coordinate = fc.double({ min: -1.5, max: 1.5, noNaN: true });
property(
  "a derivative is what a central difference approaches, by coordinates and by a parameter",
  [randomNode([x, y, p]), fc.tuple(coordinate, coordinate, coordinate), fc.integer({ min: 0, max: 2 })],
  (node, values, j) => agrees(node, F.derivative(node, [x, y, p][j]), values, j),
  400,
);
property(
  "and so is a second derivative",
  [randomNode([x, y]), fc.tuple(coordinate, coordinate)],
  (node, values) => agrees(F.derivative(node, x), F.derivative(F.derivative(node, x), y), [...values, 0], 1),
  200,
);

test("a wrong rule is caught by the central difference", () => {
  const node = F.logSumExp(F.table([[1, 2]]), F.mul(x, x));
  const wrong = F.derivative(F.sin(x), x);
  catches("the derivative of another formula", () => agrees(node, wrong, [0.5, 0, 0], 0));
});

const texts = [
  "(x^2 - 1)^2 + y^2 / 2",
  "exp(-(x^2 + x y + y^2) / 2)",
  "log(1 + x^2) sin(3 y)",
  "sqrt(2 + x) / (1 + y^2)",
  "x^y + 2^x",
  "tanh(x y) - cos(x) tan(y / 2)",
  "x^5 - 3 x^4 y + 7 x / (3 + y)",
  "sinh(x) cosh(y)",
];
for (const text of texts) {
  test(`derivative of ${text}: as by mathjs`, async () => {
    const { outputs } = await F.parseFormula(text);
    for (const [name, variable] of [
      ["x", x],
      ["y", y],
    ] as const) {
      const oracle = mathjsDerivative(text, name).compile();
      for (const values of [
        [0.3, 0.7],
        [1.2, -0.4],
        [0.9, 1.4],
      ]) {
        const expected = oracle.evaluate({ x: values[0], y: values[1] }) as number;
        near(
          at(F.derivative(outputs[0], variable), values),
          expected,
          1e-12 * (1 + Math.abs(expected)),
          text,
        );
      }
    }
  });
}

test("at kinks the derivative is that of one side, and comparisons are flat", () => {
  const slope = (node: F.Node, value: number) => at(F.derivative(node, x), [value, 0]);
  assert.is(slope(F.abs(x), -2), -1);
  assert.is(slope(F.min(x, 1), 0), 1);
  assert.is(slope(F.min(x, 1), 2), 0);
  assert.is(slope(F.max(x, F.mul(3, x)), 2), 3);
  assert.is(slope(F.select(F.less(x, 0), F.mul(5, x), F.mul(7, x)), 1), 7);
  assert.is(F.derivative(F.less(x, 0), x), F.constant(0));
});

test("the divergence of a score is the trace of its Jacobian", () => {
  const energy = F.add(F.mul(F.square(x), y), F.pow(y, 3));
  const score = F.gradient(F.formula({ inputs: 1, outputs: [energy] }));
  assert.equal(F.evaluate(score, [], [2, 3]), [12, 31]);
  assert.equal(F.evaluate(F.divergence(score), [], [2, 3]), [6 + 18]);
});

test("the gradient of a formula is made once, so that it is compiled once", () => {
  const f = F.formula({ inputs: 1, outputs: [F.mul(x, y)] });
  assert.is(F.gradient(f), F.gradient(f));
  assert.is(F.gradient(f, 3), F.gradient(f, 3));
  assert.is(F.gradient(f, 3).outputs.length, 3);
});

test("a gradient has as many outputs as asked for, and of one output only", () => {
  const f = F.formula({ inputs: 1, outputs: [x] });
  assert.equal(
    F.gradient(f, 3).outputs.map((o) => (o.op === "constant" ? o.value : Number.NaN)),
    [1, 0, 0],
  );
  assert.throws(() => F.gradient(F.formula({ inputs: 1, outputs: [x, y] })), /one output/);
});

test.run();
