import type { Tensor } from "@tensorflow/tfjs-core";
import type { Binary, Formula, Node, Table, Unary } from "../src/formula/formula.ts";
import { freeTables } from "../src/formula/intern.ts";
import { operations } from "../src/formula/operations.ts";
import { topological } from "../src/formula/topological.ts";
import { erfcx } from "./erfcx.ts";
import type { Tf } from "./tf.ts";

/** What a node is worth: a tensor, or a number where it depends on parameters alone. */
type Value = Tensor | number;
type Reduction = Extract<Node, { op: "lse" | "mean" }>;

/**
 * Below every exponent that float32 has, and finite: the largest of nothing but -Infinity is taken for it.
 */
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
  erfcx,
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

/** Both where they are tensors of one shape: the wasm backend's choice does not broadcast. */
function choose(tf: Tf, condition: Value, a: Value, b: Value): Value {
  if (typeof condition === "number") return condition !== 0 ? a : b;
  const shape = [a, b].reduce<number[]>(
    (s, x) => (typeof x === "number" ? s : tf.broadcast_util.assertAndGetBroadcastShape(s, x.shape)),
    condition.shape,
  );
  const spread = (x: Value): Tensor => (typeof x === "number" ? tf.fill(shape, x) : tf.broadcastTo(x, shape));
  return tf.where(tf.notEqual(spread(condition), 0), spread(a), spread(b));
}

/** The axis of a table's rows, and its length along each axis: 1 but there. */
class Axes {
  readonly #tables: readonly Table[];
  constructor(nodes: readonly Node[]) {
    this.#tables = [...new Set(nodes.flatMap(freeTables))];
  }
  of = (table: Table): number => 2 + this.#tables.indexOf(table);
  shape = (table?: Table): number[] => this.#tables.map((t) => (t === table ? t.rows : 1));
}

/** lse and mean over the rows of a table, whose exponents are `l`. */
function reduce(tf: Tf, axes: Axes, { op, table }: Reduction, [exponent, v]: readonly Value[]): Tensor {
  const axis = axes.of(table);
  const l = tf.add(exponent, tf.zeros([1, 1, ...axes.shape(table)]));
  const m = tf.maximum(tf.max(l, axis, true), lowest);
  const w = tf.exp(tf.sub(l, m));
  const z = tf.sum(w, axis, true);
  if (op === "lse") return tf.add(tf.log(z), m);
  // a row of weight 0 counts for nothing, even where its value is infinite
  const terms = choose(tf, w, tf.mul(w, v), 0) as Tensor;
  return tf.div(tf.sum(terms, axis, true), z);
}

/**
 * Coordinate `component` of a state [N, width], or all of them for -1, with the axes of the tables behind.
 */
function coordinate(tf: Tf, axes: Axes, x: Tensor, component: number): Tensor {
  const one = component === -1 || x.shape[1] === 1 ? x : tf.slice(x, [0, component], [-1, 1]);
  return tf.reshape(one, [...one.shape, ...axes.shape()]);
}

function operation({ op }: Node, tf: Tf, args: readonly Value[]): Value {
  const [a, b] = args;
  if (args.every((x) => typeof x === "number"))
    return operations[op as Binary].value(a as number, b as number);
  return b === undefined ? unary[op as Unary](tf, a as Tensor) : binary[op as Binary](tf, a, b);
}

/**
 * Interprets a formula on tensors, to be called inside `tidy`. A value has the axes (particle, component, row
 * of each table), and is 1 long where it does not depend on one, so that broadcasting does the rest. What
 * depends on parameters alone is computed here, in float64.
 *
 * @param xs states [N, width]
 * @returns one value an output: [N or 1, width or 1], or a number
 */
export function interpret(tf: Tf, f: Formula, numbers: readonly number[], xs: readonly Tensor[]): Value[] {
  const order = topological(f.outputs);
  const axes = new Axes(order);
  const values = new Map<Node, Value>();
  const value = (node: Node): Value => {
    const args = "args" in node ? node.args.map((arg) => values.get(arg) as Value) : [];
    switch (node.op) {
      case "constant":
        return node.value;
      case "parameter":
        return numbers[f.parameters.indexOf(node.name)];
      case "coordinate":
        return coordinate(tf, axes, xs[node.input], node.component);
      case "column":
        return tf.tensor(Float32Array.from(node.table.columns[node.index]), [
          1,
          1,
          ...axes.shape(node.table),
        ]);
      case "select":
        return choose(tf, args[0], args[1], args[2]);
      case "lse":
      case "mean":
        return reduce(tf, axes, node, args);
      default:
        return operation(node, tf, args);
    }
  };
  for (const node of order) values.set(node, value(node));
  return f.outputs.map((output) => {
    const x = values.get(output) as Value;
    return typeof x === "number" ? x : tf.reshape(x, x.shape.slice(0, 2));
  });
}
