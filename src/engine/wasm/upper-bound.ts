import { add, div, mul, neg, sub } from "../../formula/arithmetic.ts";
import type { Node } from "../../formula/formula.ts";
import { exp, log, max, sqrt, tanh } from "../../formula/functions.ts";
import { operands } from "../../formula/intern.ts";
import { constant } from "../../formula/leaves.ts";
import { topological } from "../../formula/topological.ts";

/** What a node is never below and never above, where that is known. */
export interface Interval {
  readonly low?: Node | undefined;
  readonly high?: Node | undefined;
  /** Whether it is never negative. */
  readonly positive?: boolean;
}

/** f of operands of which all are known. */
const lift =
  (f: (...args: Node[]) => Node) =>
  (...args: (Node | undefined)[]): Node | undefined =>
    args.every((arg) => arg !== undefined) ? f(...(args as Node[])) : undefined;

const rising = { exp, log, sqrt, tanh };
const isPoint = ({ low, high }: Interval): boolean => low !== undefined && low === high;

/**
 * An upper bound of a node by interval arithmetic, or undefined where an operation has no rule. Only how a node depends on its leaves
 * counts, so the bound is above what the node can reach.
 *
 * @param leaf the interval of a node that is not looked into
 * @param maxima takes in the maxima of the bound, which may take NaN for smaller than any number
 */
export function upperBound(
  root: Node,
  leaf: (node: Node) => Interval | undefined,
  maxima: Set<Node>,
): Node | undefined {
  const larger = lift((a, b) => {
    const node = max(a, b);
    maxima.add(node);
    return node;
  });
  const plus = lift(add);
  const minus = lift(sub);
  const times = lift(mul);
  const minusOf = lift(neg);
  const largest = (nodes: readonly (Node | undefined)[]) => nodes.reduce((a, b) => larger(a, b));
  const scaled = (a: Interval, b: Node, positive?: boolean, by = times): Interval => {
    const ends = [by(a.low, b), by(a.high, b)];
    if (positive || (b.op === "constant" && b.value >= 0)) return { low: ends[0], high: ends[1] };
    if (b.op === "constant") return { low: ends[1], high: ends[0] };
    return { low: minusOf(largest(ends.map((end) => minusOf(end)))), high: largest(ends) };
  };
  const absolute = ({ low, high }: Interval): Interval => ({
    low: larger(larger(low, minusOf(high)), constant(0)),
    high: larger(high, minusOf(low)),
    positive: true,
  });
  const product = (a: Interval, b: Interval): Interval => {
    if (isPoint(b)) return scaled(a, b.low as Node, b.positive);
    if (isPoint(a)) return scaled(b, a.low as Node, a.positive);
    if (a.positive && b.positive) {
      return { low: times(a.low, b.low), high: times(a.high, b.high), positive: true };
    }
    const ends = [a.low, a.high].flatMap((x) => [times(x, b.low), times(x, b.high)]);
    return { low: minusOf(largest(ends.map((end) => minusOf(end)))), high: largest(ends) };
  };
  const rule = (node: Node, [a, b]: readonly Interval[]): Interval => {
    switch (node.op) {
      case "neg":
        return { low: minusOf(a.high), high: minusOf(a.low) };
      case "add":
        return {
          low: plus(a.low, b.low),
          high: plus(a.high, b.high),
          positive: !!a.positive && !!b.positive,
        };
      case "sub":
        return { low: minus(a.low, b.high), high: minus(a.high, b.low) };
      case "mul": {
        if (a !== b) return product(a, b);
        const { low, high } = absolute(a);
        return { low: times(low, low), high: times(high, high), positive: true };
      }
      case "div":
        return isPoint(b) ? scaled(a, b.low as Node, b.positive, lift(div)) : {};
      case "abs":
        return absolute(a);
      case "exp":
      case "log":
      case "sqrt":
      case "tanh": {
        const f = lift(rising[node.op]);
        return { low: f(a.low), high: f(a.high), positive: node.op === "exp" || node.op === "sqrt" };
      }
      default:
        return {};
    }
  };
  const known = new Map<Node, Interval>();
  for (const node of topological([root], (n) => (leaf(n) === undefined ? operands(n) : []))) {
    const args = operands(node).map((arg) => known.get(arg) as Interval);
    known.set(node, leaf(node) ?? rule(node, args));
  }
  return known.get(root)?.high;
}
