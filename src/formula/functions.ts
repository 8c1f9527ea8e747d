import type { Binary, Node, Unary } from "./formula.ts";
import { intern } from "./intern.ts";
import { constant, nodeOf, type Operand } from "./leaves.ts";
import { operations } from "./operations.ts";

const unary =
  (op: Exclude<Unary, "neg">) =>
  (x: Operand): Node => {
    const a = nodeOf(x);
    return a.op === "constant" ? constant(operations[op].value(a.value)) : intern({ op, args: [a] });
  };

const binary =
  (op: Exclude<Binary, "add" | "sub" | "mul" | "div" | "pow">) =>
  (x: Operand, y: Operand): Node => {
    const [a, b] = [nodeOf(x), nodeOf(y)];
    return a.op === "constant" && b.op === "constant"
      ? constant(operations[op].value(a.value, b.value))
      : intern({ op, args: [a, b] });
  };

export const exp = unary("exp");
export const sqrt = unary("sqrt");
export const sin = unary("sin");
export const cos = unary("cos");
export const tan = unary("tan");
export const tanh = unary("tanh");
export const abs = unary("abs");
/** -1, 0 or 1 */
export const sign = unary("sign");
const logarithm = unary("log");
/** The natural logarithm. */
export const log = (x: Operand): Node => (typeof x !== "number" && x.op === "exp" ? x.args[0] : logarithm(x));

/** exp(a^2) erfc(a), which neither under- nor overflows for a >= -26. */
export const erfcx = unary("erfcx");

export const min = binary("min");
export const max = binary("max");
/** 1 where a < b, else 0; NaN compares false. */
export const less = binary("less");

/** a where the condition (a comparison) holds, else b. Both are computed. */
export function select(condition: Operand, x: Operand, y: Operand): Node {
  const [c, a, b] = [nodeOf(condition), nodeOf(x), nodeOf(y)];
  if (a === b) return a;
  if (c.op === "constant") return c.value !== 0 ? a : b;
  return intern({ op: "select", args: [c, a, b] });
}
