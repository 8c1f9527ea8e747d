import type { Tensor } from "@tensorflow/tfjs-core";
import type { Binary, Formula, Node, Unary } from "../src/formula/formula.ts";
import { freeTables } from "../src/formula/intern.ts";
import { operations } from "../src/formula/operations.ts";
import { topological } from "../src/formula/topological.ts";
import type { Tf } from "./tf.ts";

/** What a node is worth: a tensor, or a number where it depends on parameters alone. */
type Value = Tensor | number;

/** Below every exponent that float32 has, and finite: the largest of nothing but -Infinity is taken for it. */
const lowest = -3e38;

const unary: { readonly [op in Unary]: (tf: Tf, x: Tensor) => Tensor } = {
  neg: (tf, x) => tf.neg(x),
  exp: (tf, x) => tf.exp(x),
  log: (tf, x) => tf.log(x),
  sqrt: (tf, x) => tf.sqrt(x),
  sin: (tf, x) => tf.sin(x),
  cos: (tf, x) => tf.cos(x),
  tan: (tf, x) => tf.tan(x),
  tanh: (tf, x) => tf.tanh(x),
  abs: (tf, x) => tf.abs(x),
  sign: (tf, x) => tf.sign(x),
};

const binary: { readonly [op in Binary]: (tf: Tf, x: Value, y: Value) => Tensor } = {
  add: (tf, x, y) => tf.add(x, y),
  sub: (tf, x, y) => tf.sub(x, y),
  mul: (tf, x, y) => tf.mul(x, y),
  div: (tf, x, y) => tf.div(x, y),
  pow: (tf, x, y) => tf.pow(x, y),
  min: (tf, x, y) => tf.minimum(x, y),
  max: (tf, x, y) => tf.maximum(x, y),
  less: (tf, x, y) => tf.cast(tf.less(x, y), "float32"),
};

/**
 * Interprets a formula on tensors, to be called inside `tidy`. A value has the axes (particle, component, row of each table): 1 long
 * where it does not depend on it, so that broadcasting does the rest. What depends on parameters alone is computed here in
 * float64.
 *
 * @param xs states [N, width]
 * @returns one value an output, [N or 1, width or 1], or a number
 */
export function interpret(tf: Tf, f: Formula, numbers: readonly number[], xs: readonly Tensor[]): Value[] {
  const order = topological(f.outputs);
  const tables = [...new Set(order.flatMap(freeTables))];
  const ones = tables.map(() => 1);
  const values = new Map<Node, Value>();
  const at = (node: Node): Value => values.get(node)!;
  const along = (x: Tensor, rows: readonly number[]): Tensor =>
    tf.reshape(x, [...x.shape.slice(0, 2), ...rows]);

  const coordinate = (input: number, component: number): Tensor => {
    const x = xs[input]!;
    if (component === -1 || x.shape[1] === 1) return along(x, ones);
    return along(tf.slice(x, [0, component], [-1, 1]), ones);
  };
  const column = (node: Node & { op: "column" }): Tensor => {
    const shape = [1, 1, ...tables.map((t) => (t === node.table ? t.rows : 1))];
    return tf.tensor(Float32Array.from(node.table.columns[node.index]!), shape);
  };
  /** exp(l - m) over the rows of a table, its sum, and m, the largest l. */
  const weights = (node: Node & { op: "lse" | "mean" }) => {
    const axis = 2 + tables.indexOf(node.table);
    const rows = tf.zeros([1, 1, ...tables.map((t) => (t === node.table ? t.rows : 1))]);
    const l = tf.add(at(node.args[0]), rows);
    const m = tf.maximum(tf.max(l, axis, true), lowest);
    const w = tf.exp(tf.sub(l, m));
    return { axis, m, w, z: tf.sum(w, axis, true) };
  };
  const reduce = (node: Node & { op: "lse" | "mean" }): Tensor => {
    const { axis, m, w, z } = weights(node);
    if (node.op === "lse") return tf.add(tf.log(z), m);
    // a row of weight 0 counts for nothing, even where its value is infinite
    const terms = tf.mul(w, at(node.args[1]));
    const counted = tf.where(tf.greater(tf.broadcastTo(w, terms.shape), 0), terms, tf.zerosLike(terms));
    return tf.div(tf.sum(counted, axis, true), z);
  };
  const select = (condition: Value, a: Value, b: Value): Value => {
    if (typeof condition === "number") return condition !== 0 ? a : b;
    const shape = tf.add(tf.add(tf.zerosLike(condition), tf.zerosLike(a)), tf.zerosLike(b)).shape;
    const spread = (x: Value) => tf.broadcastTo(tf.add(x, 0), shape);
    return tf.where(tf.notEqual(spread(condition), 0), spread(a), spread(b));
  };
  const value = (node: Node): Value => {
    switch (node.op) {
      case "constant":
        return node.value;
      case "parameter":
        return numbers[f.parameters.indexOf(node.name)]!;
      case "coordinate":
        return coordinate(node.input, node.component);
      case "column":
        return column(node);
      case "lse":
      case "mean":
        return reduce(node);
      case "select":
        return select(at(node.args[0]), at(node.args[1]), at(node.args[2]));
      default: {
        const [a, b] = node.args.map(at) as [Value, Value];
        if (typeof a === "number" && typeof b !== "object") return operations[node.op].value(a, b);
        if (node.args.length === 1) return unary[node.op as Unary](tf, a as Tensor);
        return binary[node.op as Binary](tf, a, b);
      }
    }
  };
  for (const node of order) values.set(node, value(node));
  return f.outputs.map((output) => {
    const x = at(output);
    return typeof x === "number" ? x : tf.reshape(x, x.shape.slice(0, 2));
  });
}
