import type { Node } from "../../formula/formula.ts";
import { operands } from "../../formula/intern.ts";
import { topological } from "../../formula/topological.ts";

/** Whether a node can be seen to be never negative. `leaf` says it of leaves that are not numbers. */
export function nonNegative(root: Node, leaf: (node: Node) => boolean = () => false): boolean {
  const known = new Set<Node>();
  const holds = (node: Node): boolean => {
    const args = operands(node);
    switch (node.op) {
      case "constant":
        return node.value >= 0;
      case "exp":
      case "sqrt":
      case "abs":
        return true;
      case "mul":
        return args[0] === args[1] || args.every((arg) => known.has(arg));
      case "add":
      case "div":
        return args.every((arg) => known.has(arg));
      default:
        return args.length === 0 && leaf(node);
    }
  };
  for (const node of topological([root])) if (holds(node)) known.add(node);
  return known.has(root);
}
