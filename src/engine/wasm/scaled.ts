import { add, div, mul, neg, sub } from "../../formula/arithmetic.ts";
import type { Node } from "../../formula/formula.ts";
import { operands } from "../../formula/intern.ts";

/** A node times a number, which is multiplied into what does not depend on the particle as far as it can be: that is done once a step. */
export function scaled(node: Node, by: number, moves: (node: Node) => boolean): Node {
  const [a, b] = operands(node);
  const times = (arg: Node): Node => scaled(arg, by, moves);
  if (!moves(node)) return mul(by, node);
  switch (node.op) {
    case "neg":
      return neg(times(a));
    case "add":
      return add(times(a), times(b));
    case "sub":
      return sub(times(a), times(b));
    case "mul":
      return moves(a) ? mul(a, times(b)) : mul(times(a), b);
    case "div":
      return div(times(a), b);
    default:
      return mul(by, node);
  }
}
