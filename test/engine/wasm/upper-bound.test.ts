import { test } from "uvu";
import * as assert from "uvu/assert";
import { substitute } from "../../../src/engine/substitute.ts";
import { upperBound } from "../../../src/engine/wasm/upper-bound.ts";
import {
  abs,
  add,
  constant,
  coordinate,
  div,
  exp,
  log,
  max,
  mul,
  type Node,
  neg,
  parameter,
  pow,
  sin,
  sqrt,
  square,
  sub,
  tanh,
} from "../../../src/formula/index.ts";

/** Numbers from -2 to 2, always the same ones. */
const number = (i: number): number => 2 * Math.sin(1 + 12.9898 * i);

const [a, b, p] = [coordinate(0, 0), coordinate(0, 1), coordinate(1, 0)];
const positive = parameter("s");
const rules: Readonly<Record<string, Node>> = {
  neg: neg(a),
  add: add(a, b),
  sub: sub(mul(3, a), mul(-2, b)),
  "a product": mul(a, b),
  "a product of positive numbers": mul(exp(a), square(b)),
  "a product with a number of unknown sign": sub(mul(a, p), mul(p, b)),
  "a quotient": add(div(a, p), div(b, positive)),
  "a ball": sub(a, mul(square(sub(p, b)), positive)),
  abs: sub(abs(sub(a, p)), abs(b)),
  rising: add(exp(a), sub(tanh(b), sqrt(exp(mul(-1, a))))),
  log: sub(log(exp(sub(a, b))), log(add(2.5, b))),
};

/** The value of a node where the leaves have these. */
const valueAt = (node: Node, values: ReadonlyMap<Node, number>): number => {
  const [result] = substitute([node], (leaf) =>
    constant(values.get(leaf) ?? (leaf as { value: number }).value),
  );
  return (result as { value: number }).value;
};

for (const [name, root] of Object.entries(rules)) {
  test(`upper bounds: ${name}`, () => {
    const ends = new Map(
      [a, b].map((x, i) => [x, { low: parameter(`low${i}`), high: parameter(`high${i}`) }]),
    );
    const point = (node: Node) => ({ low: node, high: node, positive: node === positive });
    const leaf = (node: Node) => ends.get(node) ?? ("args" in node ? undefined : point(node));
    const bound = upperBound(root, leaf, new Set()) as Node;
    for (let i = 0; i < 300; i += 10) {
      const values = new Map([
        [p, number(i)],
        [positive, Math.abs(number(i + 1))],
      ]);
      const wide = i % 3 === 0 ? 0 : 1;
      let n = i + 2;
      for (const [x, { low, high }] of ends) {
        const [c, h, at] = [number(n++), wide * Math.abs(number(n++)), wide * number(n++)];
        values
          .set(low, c - h)
          .set(high, c + h)
          .set(x, c + (h * at) / 2);
      }
      const [value, most] = [valueAt(root, values), valueAt(bound, values)];
      if (Number.isNaN(most)) continue; // such a block is near
      assert.ok(value <= most + 1e-12, `${value} is above ${most}`);
      if (wide === 0) assert.ok(most <= value + 1e-12, `${most} is far from ${value}`);
    }
  });
}

test("upper bounds: an operation without a rule has none", () => {
  const leaf = (node: Node) => ("args" in node ? undefined : { low: node, high: node });
  for (const root of [add(a, sin(b)), max(a, b), pow(exp(a), b)]) {
    assert.is(upperBound(root, leaf, new Set()), undefined);
  }
});

test.run();
