import fc from "fast-check";
import * as F from "../../src/formula/index.ts";

type Leaf = fc.Arbitrary<F.Node>;

/** Smooth operations that keep values moderate, so that a finite difference can judge them. */
const combine = (node: fc.Arbitrary<F.Node>): fc.Arbitrary<F.Node> =>
  fc.oneof(
    fc.tuple(node, node).map(([a, b]) => F.add(a, b)),
    fc.tuple(node, node).map(([a, b]) => F.sub(a, b)),
    fc.tuple(node, node).map(([a, b]) => F.mul(a, b)),
    fc.tuple(node, node).map(([a, b]) => F.div(a, F.add(1, F.square(b)))),
    fc.tuple(node, fc.integer({ min: -2, max: 5 })).map(([a, n]) => F.pow(F.add(1, F.square(a)), n / 2)),
    fc.tuple(node, node).map(([a, b]) => F.pow(F.add(1, F.square(a)), F.tanh(b))),
    node.map(F.neg),
    node.map(F.sin),
    node.map(F.cos),
    node.map(F.tanh),
    node.map((a) => F.exp(F.sin(a))),
    node.map((a) => F.log(F.add(1, F.square(a)))),
    node.map((a) => F.sqrt(F.add(1, F.square(a)))),
    node.map((a) => F.tan(F.tanh(a))),
    node.map((a) => F.erfcx(F.tanh(a))),
  );

const grow = (leaf: Leaf, depth: number): fc.Arbitrary<F.Node> =>
  depth === 0
    ? leaf
    : fc.oneof(
        { weight: 1, arbitrary: leaf },
        { weight: 3, arbitrary: combine(fc.oneof(leaf, grow(leaf, depth - 1))) },
      );

const constants = fc.integer({ min: -8, max: 8 }).map((n) => F.constant(n / 4));

/** A graph over the leaves with reductions over tables of 3 and of 40 rows (unrolled and looped), and nested ones. */
export function randomNode(leaves: readonly F.Node[]): fc.Arbitrary<F.Node> {
  const plain = fc.oneof(constants, fc.constantFrom(...leaves), fc.constantFrom(...leaves));
  const tables = [3, 40].map((rows) =>
    F.table(
      [0, 1].map((j) => Float64Array.from({ length: rows }, (_, k) => Math.sin(1 + 7 * j + k * (j + 2)))),
    ),
  );
  const reduction = (inner: Leaf): fc.Arbitrary<F.Node> =>
    fc.constantFrom(...tables).chain((t) => {
      const body = grow(fc.oneof(inner, fc.constantFrom(F.column(t, 0), F.column(t, 1))), 2);
      return fc.oneof(
        body.map((l) => F.logSumExp(t, F.add(l, F.column(t, 0)))),
        fc
          .tuple(body, body)
          .map(([l, v]) => F.softMean(t, F.mul(l, F.column(t, 0)), F.mul(v, F.column(t, 1)))),
      );
    });
  const once = fc.oneof({ weight: 3, arbitrary: plain }, { weight: 2, arbitrary: reduction(plain) });
  const twice = fc.oneof({ weight: 4, arbitrary: once }, { weight: 1, arbitrary: reduction(once) });
  return grow(twice, 3);
}
