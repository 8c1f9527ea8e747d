import { add, div, mul, sub } from "../../formula/arithmetic.ts";
import type { Node, Table } from "../../formula/formula.ts";
import { exp, log, max } from "../../formula/functions.ts";
import { operands } from "../../formula/intern.ts";
import { constant } from "../../formula/leaves.ts";
import { topological } from "../../formula/topological.ts";
import { unrolledRows } from "../formula-shape.ts";
import { rebuild, substitute } from "../substitute.ts";

/** Adds up, or otherwise folds, in pairs: short chains, which the processor can do side by side. */
function pairwise(nodes: readonly Node[], fold: (a: Node, b: Node) => Node): Node {
  if (nodes.length === 1) return nodes[0];
  const half = Math.ceil(nodes.length / 2);
  return fold(pairwise(nodes.slice(0, half), fold), pairwise(nodes.slice(half), fold));
}

/** A body in each row of its table. */
function inRows(body: Node, table: Table): Node[] {
  return Array.from(
    { length: table.rows },
    (_, k) =>
      substitute([body], (leaf) =>
        leaf.op === "column" && leaf.table === table ? constant(table.columns[leaf.index][k]) : leaf,
      )[0],
  );
}

/** Maxima, which may take NaN for smaller than any number, and weights, exponentials of numbers that are not positive. */
export interface Inner {
  readonly maxima: Set<Node>;
  readonly weights: Set<Node>;
}

interface Reduction {
  readonly weights: readonly Node[];
  readonly m: Node;
  readonly z: Node;
}

/**
 * Writes small reductions out row by row, with w_k = exp(l_k - m) for the largest l_k, and divisions by a number as products. m is at
 * least `lowest`, so that rows which are all -Infinity make lse -Infinity and a mean NaN.
 *
 * @returns the outputs, and which nodes are maxima and weights of a reduction, for which more is known than for others
 */
export function lower(outputs: readonly Node[], lowest: number) {
  const now = new Map<Node, Node>();
  const inner: Inner = { maxima: new Set(), weights: new Set() };
  const reductions = new Map<Node, Reduction>();
  const reduce = (l: Node, table: Table): Reduction => {
    const known = reductions.get(l);
    if (known !== undefined) return known;
    const ls = inRows(l, table);
    const m = pairwise([...ls, constant(lowest)], (a, b) => {
      const larger = max(a, b);
      inner.maxima.add(larger);
      return larger;
    });
    const weights = ls.map((lk) => exp(sub(lk, m)));
    for (const w of weights) inner.weights.add(w);
    const found = { weights, m, z: pairwise(weights, add) };
    reductions.set(l, found);
    return found;
  };
  for (const node of topological(outputs)) {
    const args = operands(node).map((arg) => now.get(arg) as Node);
    const [a, b] = args;
    const small = "table" in node && node.op !== "column" && node.table.rows <= unrolledRows;
    if (small && node.op === "lse") {
      const { m, z } = reduce(a, node.table);
      now.set(node, add(m, log(z)));
    } else if (small && node.op === "mean") {
      const { weights, z } = reduce(a, node.table);
      const sum = pairwise(
        inRows(b, node.table).map((v, k) => mul(weights[k], v)),
        add,
      );
      now.set(node, mul(sum, div(1, z)));
    } else if (node.op === "div" && b.op === "constant") now.set(node, mul(1 / b.value, a));
    else now.set(node, args.length === 0 ? node : rebuild(node, args));
  }
  return { nodes: outputs.map((output) => now.get(output) as Node), inner };
}
