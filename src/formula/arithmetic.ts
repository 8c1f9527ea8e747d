import { UsageError } from "../refusal.ts";
import type { Node } from "./formula.ts";
import { intern } from "./intern.ts";
import { constant, nodeOf, type Operand } from "./leaves.ts";

/** Powers up to this one become products; beyond it a call of `pow` is as good. */
const largestProduct = 16;

const isNumber = (node: Node, value: number): boolean => node.op === "constant" && node.value === value;

const isNegativeMultiple = (node: Node): boolean =>
  node.op === "mul" && node.args[0].op === "constant" && node.args[0].value < 0;

/** a + b. A constant stands on the right. */
export function add(x: Operand, y: Operand): Node {
  const [a, b] = [nodeOf(x), nodeOf(y)];
  if (a.op === "constant") return b.op === "constant" ? constant(a.value + b.value) : add(b, a);
  if (isNumber(b, 0)) return a;
  if (b.op === "neg") return sub(a, b.args[0]);
  if (a.op === "neg") return sub(b, a.args[0]);
  if (a === b) return mul(2, a);
  if (isNegativeMultiple(b)) return sub(a, neg(b));
  if (b.op === "constant" && a.op === "add" && a.args[1].op === "constant") {
    return add(a.args[0], a.args[1].value + b.value);
  }
  if (b.op === "constant" && a.op === "sub" && a.args[0].op === "constant") {
    return sub(a.args[0].value + b.value, a.args[1]);
  }
  return intern({ op: "add", args: [a, b] });
}

/** a - b */
export function sub(x: Operand, y: Operand): Node {
  const [a, b] = [nodeOf(x), nodeOf(y)];
  if (b.op === "constant") return add(a, -b.value);
  if (isNumber(a, 0)) return neg(b);
  if (a === b) return constant(0);
  if (b.op === "neg" || isNegativeMultiple(b)) return add(a, neg(b));
  if (a.op === "neg") return neg(add(a.args[0], b));
  return intern({ op: "sub", args: [a, b] });
}

/** -a */
export function neg(x: Operand): Node {
  const a = nodeOf(x);
  if (a.op === "constant") return constant(-a.value);
  if (a.op === "neg") return a.args[0];
  if (a.op === "sub") return sub(a.args[1], a.args[0]);
  if (a.op === "mul" && a.args[0].op === "constant") return mul(-a.args[0].value, a.args[1]);
  return intern({ op: "neg", args: [a] });
}

/** a b. A constant stands on the left; zero times anything is zero, also where that is not finite. */
export function mul(x: Operand, y: Operand): Node {
  const [a, b] = [nodeOf(x), nodeOf(y)];
  if (b.op === "constant") return a.op === "constant" ? constant(a.value * b.value) : mul(b, a);
  if (a.op === "constant") return scale(a.value, b);
  if (a.op === "neg") return neg(mul(a.args[0], b));
  if (b.op === "neg") return neg(mul(a, b.args[0]));
  if (a.op === "mul" && a.args[0].op === "constant") return scale(a.args[0].value, mul(a.args[1], b));
  if (b.op === "mul" && b.args[0].op === "constant") return scale(b.args[0].value, mul(a, b.args[1]));
  return intern({ op: "mul", args: [a, b] });
}

function scale(factor: number, a: Node): Node {
  if (factor === 0) return constant(0);
  if (factor === 1) return a;
  if (factor === -1) return neg(a);
  if (a.op === "constant") return constant(factor * a.value);
  if (a.op === "neg") return scale(-factor, a.args[0]);
  if (a.op === "mul" && a.args[0].op === "constant") return scale(factor * a.args[0].value, a.args[1]);
  return intern({ op: "mul", args: [constant(factor), a] });
}

/** a / b. Division by a power of two becomes a product, which is as exact. */
export function div(x: Operand, y: Operand): Node {
  const [a, b] = [nodeOf(x), nodeOf(y)];
  if (b.op === "constant") {
    if (a.op === "constant") return constant(a.value / b.value);
    if (a.op === "mul" && a.args[0].op === "constant") return scale(a.args[0].value / b.value, a.args[1]);
    const inverse = 1 / b.value;
    if (Number.isFinite(inverse) && Number.isInteger(Math.log2(Math.abs(b.value)))) return mul(inverse, a);
  }
  if (isNumber(a, 0)) return a;
  if (a === b) return constant(1);
  if (a.op === "mul" && b.op === "mul" && a.args[0].op === "constant" && b.args[0].op === "constant") {
    return div(scale(a.args[0].value / b.args[0].value, a.args[1]), b.args[1]);
  }
  if (a.op === "neg") return neg(div(a.args[0], b));
  if (b.op === "neg") return neg(div(a, b.args[0]));
  return intern({ op: "div", args: [a, b] });
}

/** a^2 */
export const square = (a: Operand): Node => mul(a, a);

/** a^b. Small integer powers become products, and the power 1/2 a square root. */
export function pow(x: Operand, y: Operand): Node {
  const [a, b] = [nodeOf(x), nodeOf(y)];
  if (b.op !== "constant") return isNumber(a, 1) ? a : intern({ op: "pow", args: [a, b] });
  const n = b.value;
  if (a.op === "constant") return constant(a.value ** n);
  if (n === 0.5) return intern({ op: "sqrt", args: [a] });
  if (!Number.isInteger(n) || Math.abs(n) > largestProduct) return intern({ op: "pow", args: [a, b] });
  if (n < 0) return div(1, pow(a, -n));
  if (n === 0) return constant(1);
  return n % 2 === 1 ? (n === 1 ? a : mul(pow(a, n - 1), a)) : square(pow(a, n / 2));
}

/** The sum of the terms, from left to right; zero without terms. */
export const sum = (terms: readonly Operand[]): Node => terms.reduce<Node>(add, constant(0));

/** The product of the factors, from left to right; one without factors. */
export const product = (factors: readonly Operand[]): Node => factors.reduce<Node>(mul, constant(1));

/** a . b, of equal length. */
export function dot(a: readonly Operand[], b: readonly Operand[]): Node {
  if (a.length === b.length) return sum(a.map((x, i) => mul(x, b[i])));
  throw new UsageError({
    what: "lengths of a dot product",
    got: [a.length, b.length],
    expected: "equal ones",
  });
}
