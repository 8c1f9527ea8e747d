import { erfcx } from "./erfcx.ts";
import type { Binary, Unary } from "./formula.ts";

interface Operation<V> {
  readonly value: V;
  /** The same in JavaScript, over operands that are names or literals. */
  readonly code: (a: string, b: string) => string;
}
type Operations = Record<Unary, Operation<(a: number) => number>> &
  Record<Binary, Operation<(a: number, b: number) => number>>;

const call = (name: string) => (a: string) => `Math.${name}(${a})`;
const call2 = (name: string) => (a: string, b: string) => `Math.${name}(${a}, ${b})`;
const infix = (sign: string) => (a: string, b: string) => `${a} ${sign} ${b}`;

/** What each operation means, as a value (folding, the interpreter) and as code (the compiler). */
export const operations: Operations = {
  neg: { value: (a) => -a, code: (a) => `-${a}` },
  exp: { value: Math.exp, code: call("exp") },
  log: { value: Math.log, code: call("log") },
  sqrt: { value: Math.sqrt, code: call("sqrt") },
  sin: { value: Math.sin, code: call("sin") },
  cos: { value: Math.cos, code: call("cos") },
  tan: { value: Math.tan, code: call("tan") },
  tanh: { value: Math.tanh, code: call("tanh") },
  abs: { value: Math.abs, code: call("abs") },
  sign: { value: Math.sign, code: call("sign") },
  erfcx: { value: erfcx, code: (a) => `erfcx(${a})` },
  add: { value: (a, b) => a + b, code: infix("+") },
  sub: { value: (a, b) => a - b, code: infix("-") },
  mul: { value: (a, b) => a * b, code: infix("*") },
  div: { value: (a, b) => a / b, code: infix("/") },
  pow: { value: (a, b) => a ** b, code: call2("pow") },
  min: { value: Math.min, code: call2("min") },
  max: { value: Math.max, code: call2("max") },
  less: { value: (a, b) => (a < b ? 1 : 0), code: (a, b) => `${a} < ${b} ? 1 : 0` },
};
