import type { Binary, Unary } from "../../formula/formula.ts";

type Expression = (a: string, b: string, c: string) => string;

const call =
  (name: string): Expression =>
  (a) =>
    `${name}(${a})`;
const call2 =
  (name: string): Expression =>
  (a, b) =>
    `${name}(${a}, ${b})`;
const infix =
  (sign: string): Expression =>
  (a, b) =>
    `${a} ${sign} ${b}`;

/** Each operation as WGSL over names or literals; `mean` and `lse` are loops. */
export const expressions: Readonly<Record<Unary | Binary | "select", Expression>> = {
  neg: (a) => `-${a}`,
  exp: call("expOf"),
  log: call("logOf"),
  sqrt: call("sqrt"),
  sin: call("sinOf"),
  cos: call("cosOf"),
  tan: call("tanOf"),
  tanh: call("tanhOf"),
  abs: call("abs"),
  sign: call("sign"),
  erfcx: call("erfcxOf"),
  add: infix("+"),
  sub: infix("-"),
  mul: infix("*"),
  div: infix("/"),
  pow: call2("powOf"),
  min: call2("min"),
  max: call2("max"),
  less: (a, b) => `select(0f, 1f, ${a} < ${b})`,
  select: (condition, a, b) => `select(${b}, ${a}, ${condition} != 0f)`,
};
