import type { Binary, Unary } from "../../formula/formula.ts";
import type { Term, Vocabulary } from "./vocabulary.ts";

type Expression = (v: Vocabulary, a: Term, b: Term, c: Term) => string;
type Plain =
  | Exclude<Unary | Binary, "exp" | "log" | "sin" | "cos" | "tan" | "tanh" | "erfcx" | "pow">
  | "select";

/**
 * Operations that are an expression over their operands, with the values that src/formula gives them. Each operand is
 * mentioned once, so it may be a long text.
 */
export const expressions: Readonly<Record<Plain, Expression>> = {
  neg: (v, a) => v.neg(a),
  sqrt: (v, a) => v.sqrt(a),
  abs: (v, a) => v.abs(a),
  sign: (v, a) => {
    const huge = v.pick({ f32x4: 2 ** 127, f64x2: 2 ** 1023 });
    return v.pmax(v.pmin(v.mul(v.mul(a, huge), huge), 1), -1);
  },
  add: (v, a, b) => v.add(a, b),
  sub: (v, a, b) => v.sub(a, b),
  mul: (v, a, b) => v.mul(a, b),
  div: (v, a, b) => v.div(a, b),
  min: (v, a, b) => v.min(a, b),
  max: (v, a, b) => v.max(a, b),
  less: (v, a, b) => v.and(v.lt(a, b), 1),
  select: (v, condition, a, b) => v.bitselect(b, a, v.eq(condition, 0)),
};
