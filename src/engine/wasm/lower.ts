import { add, div, mul, sub } from "../../formula/arithmetic.ts";
import type { Node, Table } from "../../formula/formula.ts";
import { exp, log, max } from "../../formula/functions.ts";
import { operands } from "../../formula/intern.ts";
import { constant, parameter } from "../../formula/leaves.ts";
import { topological } from "../../formula/topological.ts";
import { unrolledRows } from "../formula-shape.ts";
import { rebuild, substitute } from "../substitute.ts";

/**
 * The sums over the rows of a long table with the weights w_k = exp(l_k - m), m the largest l_k. The graph reads them as the parameters
 * m, z and s_i.
 */
export interface Loop {
  readonly table: Table;
  readonly l: Node;
  readonly m: Node;
  /** The sum of the weights. */
  readonly z: Node;
  /** For each value v its name s for the sum of w_k v_k. */
  readonly sums: Map<Node, Node>;
}

/** A graph without reductions. */
export interface Lowered {
  readonly outputs: readonly Node[];
  /** Maxima of the rows of small tables, which may take NaN for smaller than any number. */
  readonly maxima: ReadonlySet<Node>;
  /** Weights of the rows of small tables: exponentials of numbers that are not positive. */
  readonly weights: ReadonlySet<Node>;
  readonly loops: readonly Loop[];
}

/** Adds up, or otherwise folds, in pairs: short chains, which the processor can do side by side. */
function pairwise(nodes: readonly Node[], fold: (a: Node, b: Node) => Node): Node {
  if (nodes.length === 1) return nodes[0];
  const half = Math.ceil(nodes.length / 2);
  return fold(pairwise(nodes.slice(0, half), fold), pairwise(nodes.slice(half), fold));
}

/** A body in each row of its table. */
const inRows = (body: Node, table: Table): Node[] =>
  Array.from(
    { length: table.rows },
    (_, k) =>
      substitute([body], (leaf) =>
        leaf.op === "column" && leaf.table === table ? constant(table.columns[leaf.index][k]) : leaf,
      )[0],
  );

/** The parts of a reduction: the largest l_k, the sum of the weights, and that of weights times values. */
interface Parts {
  readonly m: Node;
  readonly z: Node;
  readonly sum: (v: Node) => Node;
}

/** Makes the parts of reductions, each once. */
class Reductions {
  readonly maxima = new Set<Node>();
  readonly weights = new Set<Node>();
  readonly loops: Loop[] = [];
  readonly #known = new Map<Node, Parts>();
  readonly #lowest: Node;

  constructor(lowest: number) {
    this.#lowest = constant(lowest);
  }

  parts(l: Node, table: Table): Parts {
    const parts =
      this.#known.get(l) ?? (table.rows <= unrolledRows ? this.#unrolled(l, table) : this.#looped(l, table));
    this.#known.set(l, parts);
    return parts;
  }

  #unrolled(l: Node, table: Table): Parts {
    const ls = inRows(l, table);
    const m = pairwise([...ls, this.#lowest], (a, b) => {
      const larger = max(a, b);
      this.maxima.add(larger);
      return larger;
    });
    const w = ls.map((lk) => exp(sub(lk, m)));
    for (const wk of w) this.weights.add(wk);
    const sum = (v: Node) =>
      pairwise(
        inRows(v, table).map((vk, k) => mul(w[k], vk)),
        add,
      );
    return { m, z: pairwise(w, add), sum };
  }

  #looped(l: Node, table: Table): Parts {
    const i = this.loops.length;
    const loop: Loop = { table, l, m: parameter(`m${i}`), z: parameter(`z${i}`), sums: new Map() };
    this.loops.push(loop);
    const sum = (v: Node) => {
      const s = loop.sums.get(v) ?? parameter(`s${i}_${loop.sums.size}`);
      loop.sums.set(v, s);
      return s;
    };
    return { m: loop.m, z: loop.z, sum };
  }
}

/**
 * Writes small reductions out row by row, leaves loops for the others, and makes products of divisions by a number. The largest l_k is at
 * least `lowest`, so that it is finite where each l_k is -Infinity.
 */
export function lower(outputs: readonly Node[], lowest: number): Lowered {
  const reductions = new Reductions(lowest);
  const now = new Map<Node, Node>();
  const lowered = (node: Node): Node => {
    const args = operands(node).map((arg) => now.get(arg) as Node);
    const [a, b] = args;
    if (node.op === "lse") {
      const { m, z } = reductions.parts(a, node.table);
      return add(m, log(z));
    }
    if (node.op === "mean") {
      const { z, sum } = reductions.parts(a, node.table);
      return mul(sum(b), div(1, z));
    }
    if (node.op === "div" && b.op === "constant") return mul(1 / b.value, a);
    return args.length === 0 ? node : rebuild(node, args);
  };
  for (const node of topological(outputs)) now.set(node, lowered(node));
  const { maxima, weights, loops } = reductions;
  return { outputs: outputs.map((output) => now.get(output) as Node), maxima, weights, loops };
}
