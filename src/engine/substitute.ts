import {
  abs,
  add,
  cos,
  div,
  erfcx,
  exp,
  less,
  log,
  max,
  min,
  mul,
  type Node,
  neg,
  pow,
  select,
  sign,
  sin,
  sqrt,
  sub,
  tan,
  tanh,
  topological,
} from "../formula/index.ts";
import { operands } from "../formula/intern.ts";
import { logSumExp, softMean } from "../formula/reductions.ts";

const unary = { neg, exp, log, sqrt, sin, cos, tan, tanh, abs, sign, erfcx };
const binary = { add, sub, mul, div, pow, min, max, less };

/** A node of the same operation on other operands, with the simplifications of the builders. */
export function rebuild(node: Node, args: readonly Node[]): Node {
  const [a, b, c] = args;
  switch (node.op) {
    case "constant":
    case "parameter":
    case "coordinate":
    case "column":
      return node;
    case "lse":
      return logSumExp(node.table, a);
    case "mean":
      return softMean(node.table, a, b);
    case "select":
      return select(a, b, c);
  }
  if (node.op in binary) return binary[node.op as keyof typeof binary](a, b);
  return unary[node.op as keyof typeof unary](a);
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
