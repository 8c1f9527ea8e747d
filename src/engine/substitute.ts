import * as functions from "../formula/functions.ts";
import { add, div, mul, type Node, neg, pow, sub, topological } from "../formula/index.ts";
import { operands } from "../formula/intern.ts";
import { logSumExp, softMean } from "../formula/reductions.ts";

const arithmetic = { add, sub, mul, div, pow, neg };

/** A node of the same operation on other operands, with the simplifications of the builders. */
export function rebuild(node: Node, args: readonly Node[]): Node {
  switch (node.op) {
    case "constant":
    case "parameter":
    case "coordinate":
    case "column":
      return node;
    case "lse":
      return logSumExp(node.table, args[0]);
    case "mean":
      return softMean(node.table, args[0], args[1]);
    case "select":
      return functions.select(args[0], args[1], args[2]);
    case "neg":
      return neg(args[0]);
    case "add":
    case "sub":
    case "mul":
    case "div":
    case "pow":
      return arithmetic[node.op](args[0], args[1]);
    case "min":
    case "max":
    case "less":
      return functions[node.op](args[0], args[1]);
    default:
      return functions[node.op](args[0]);
  }
}

/**
 * The nodes with another one in the place of each leaf. `known` may hold what some nodes become, and takes in
 * what is found.
 */
export function substitute(
  nodes: readonly Node[],
  leaf: (node: Node) => Node,
  known = new Map<Node, Node>(),
): Node[] {
  for (const node of topological(nodes)) {
    if (known.has(node)) continue;
    const args = operands(node);
    const now = args.map((arg) => known.get(arg) as Node);
    const same = args.length > 0 && now.every((arg, i) => arg === args[i]);
    known.set(node, args.length === 0 ? leaf(node) : same ? node : rebuild(node, now));
  }
  return nodes.map((node) => known.get(node) as Node);
}
