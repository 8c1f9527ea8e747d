import type { Node } from "./formula.ts";
import { operands } from "./intern.ts";

/** Every node that the roots depend on, once, operands first; deep graphs need no deep stack. */
export function topological(roots: readonly Node[]): Node[] {
  const order: Node[] = [];
  const seen = new Set<Node>();
  for (const root of roots) {
    const stack: { node: Node; next: number }[] = [];
    const enter = (node: Node) => {
      if (seen.has(node)) return;
      seen.add(node);
      stack.push({ node, next: 0 });
    };
    enter(root);
    while (stack.length > 0) {
      const top = stack[stack.length - 1];
      const args = operands(top.node);
      if (top.next < args.length) {
        enter(args[top.next++]);
      } else {
        order.push(top.node);
        stack.pop();
      }
    }
  }
  return order;
}
