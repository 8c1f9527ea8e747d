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
  /** Whether it is known never to be negative. */
  readonly positive?: boolean;
}

type Maybe = Node | undefined;

/** f of an operand, or of two, that are known. */
const lift =
  (f: (a: Node) => Node) =>
  (a: Maybe): Maybe =>
    a && f(a);
const lift2 =
  (f: (a: Node, b: Node) => Node) =>
  (a: Maybe, b: Maybe): Maybe =>
    a && b && f(a, b);

const [plus, minus, times, over] = [add, sub, mul, div].map(lift2);
const minusOf = lift(neg);
const rising = { exp: lift(exp), log: lift(log), sqrt: lift(sqrt), tanh: lift(tanh) };
const isPoint = ({ low, high }: Interval): boolean => low !== undefined && low === high;

/** The rules of interval arithmetic. What they do rises with its operands, rounded or not, as the operations themselves do. */
class Rules {
  readonly #larger: (a: Maybe, b: Maybe) => Maybe;

  constructor(maxima: Set<Node>) {
    this.#larger = lift2((a, b) => {
      const node = max(a, b);
      maxima.add(node);
      return node;
    });
  }

  #span(ends: readonly Maybe[], positive = false): Interval {
    const largest = (nodes: readonly Maybe[]) => nodes.reduce((a, b) => this.#larger(a, b));
    return { low: minusOf(largest(ends.map((end) => minusOf(end)))), high: largest(ends), positive };
  }

  /** The product with a number, or the quotient by it. */
  #scaled({ low, high }: Interval, by: Interval, f: typeof times): Interval {
    const [first, last] = [f(low, by.low), f(high, by.low)];
    const number = by.low?.op === "constant" ? by.low.value : undefined;
    if (by.positive || (number !== undefined && number >= 0)) return { low: first, high: last };
    return number === undefined ? this.#span([first, last]) : { low: last, high: first };
  }

  #product(a: Interval, b: Interval): Interval {
    if (isPoint(b)) return this.#scaled(a, b, times);
    if (isPoint(a)) return this.#scaled(b, a, times);
    if (a.positive && b.positive) {
      return { low: times(a.low, b.low), high: times(a.high, b.high), positive: true };
    }
    return this.#span([a.low, a.high].flatMap((x) => [times(x, b.low), times(x, b.high)]));
  }

  #absolute({ low, high }: Interval): Interval {
    return {
      low: this.#larger(this.#larger(low, minusOf(high)), constant(0)),
      high: this.#larger(high, minusOf(low)),
      positive: true,
    };
  }

  apply(op: Node["op"], [a, b]: readonly Interval[]): Interval {
    switch (op) {
      case "neg":
        return { low: minusOf(a.high), high: minusOf(a.low) };
      case "add":
        return {
          low: plus(a.low, b.low),
          high: plus(a.high, b.high),
          positive: !!(a.positive && b.positive),
        };
      case "sub":
        return { low: minus(a.low, b.high), high: minus(a.high, b.low) };
      case "mul": {
        if (a !== b) return this.#product(a, b);
        const { low, high } = this.#absolute(a);
        return { low: times(low, low), high: times(high, high), positive: true };
      }
      case "div":
        return isPoint(b) ? this.#scaled(a, b, over) : {};
      case "abs":
        return this.#absolute(a);
      case "exp":
      case "log":
      case "sqrt":
      case "tanh": {
        const f = rising[op];
        return { low: f(a.low), high: f(a.high), positive: op === "exp" || op === "sqrt" };
      }
      default:
        return {};
    }
  }
}

/**
 * An upper bound of a node, or undefined where an operation has no rule.
 *
 * @param leaf the interval of a node that is not looked into
 * @param maxima takes in the maxima of the bound, which may take NaN for smaller than any number
 */
export function upperBound(
  root: Node,
  leaf: (node: Node) => Interval | undefined,
  maxima: Set<Node>,
): Node | undefined {
  const rules = new Rules(maxima);
  const known = new Map<Node, Interval>();
  for (const node of topological([root], (n) => (leaf(n) === undefined ? operands(n) : []))) {
    const args = operands(node).map((arg) => known.get(arg) as Interval);
    known.set(node, leaf(node) ?? rules.apply(node.op, args));
  }
  return known.get(root)?.high;
}
