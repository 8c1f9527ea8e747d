import { add, div, mul, neg, sub } from "../../formula/arithmetic.ts";
import type { Node } from "../../formula/formula.ts";
import { operands } from "../../formula/intern.ts";

/**
 * A node by a number. What does not depend on the particle is divided, as far as that serves: it is done once a step. It stays a quotient
 * because a product with a number would be put together anew, with the number outside.
 */
export function scaledDown(node: Node, by: number, moves: (node: Node) => boolean): Node {
  if (!moves(node)) return div(node, by);
  const [a, b] = operands(node);
  const scaled = (arg: Node): Node => scaledDown(arg, by, moves);
  switch (node.op) {
    case "neg":
      return neg(scaled(a));
    case "add":
      return add(scaled(a), scaled(b));
    case "sub":
      return sub(scaled(a), scaled(b));
    case "mul":
      return moves(a) ? mul(a, scaled(b)) : mul(scaled(a), b);
    case "div":
      return div(scaled(a), b);
    default:
      return mul(1 / by, node);
  }
}
