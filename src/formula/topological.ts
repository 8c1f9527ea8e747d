import type { Node } from "./formula.ts";
import { operands } from "./intern.ts";

/**
 * Every node that the roots depend on, once, operands first; deep graphs need no deep stack. `of` may leave operands out,
 * for a walk that ends earlier.
 */
export function topological(roots: readonly Node[], of: (node: Node) => readonly Node[] = operands): Node[] {
  const order: Node[] = [];
  const seen = new Set<Node>();
  for (const root of roots) {
    const stack: { node: Node; args: readonly Node[]; next: number }[] = [];
    const enter = (node: Node) => {
      if (seen.has(node)) return;
      seen.add(node);
      stack.push({ node, args: of(node), next: 0 });
    };
    enter(root);
    while (stack.length > 0) {
      const top = stack[stack.length - 1];
      if (top.next < top.args.length) {
        enter(top.args[top.next++]);
      } else {
        order.push(top.node);
        stack.pop();
      }
    }
  }
  return order;
}
