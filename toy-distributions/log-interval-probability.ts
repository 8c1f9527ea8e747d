import { formulas } from "../src/index.ts";

const { add, div, erfcx, exp, less, log, mul, neg, select, square, sub } = formulas;
type Node = formulas.Node;
type Operand = formulas.Operand;

/**
 * log P(|y - c| < w) for y from N(x, s^2), without under- or overflow, however far x lies outside: with r = |x - c|,
 * u = (r - w) / (s sqrt 2), v = (r + w) / (s sqrt 2) and v^2 - u^2 = 2 r w / s^2,
 *
 *   P = (erfc u - erfc v) / 2 = exp(-u^2) (erfcx u - exp(u^2 - v^2) erfcx v) / 2.
 *
 * For w / s <= 30: beyond, erfcx u overflows inside.
 */
export function logIntervalProbability(x: Node, c: Operand, w: Operand, s: Operand): Node {
  const r = select(less(x, c), sub(c, x), sub(x, c));
  const unit = mul(Math.SQRT2, s);
  const [u, v] = [div(sub(r, w), unit), div(add(r, w), unit)];
  const far = exp(neg(div(mul(2, mul(r, w)), square(s))));
  return sub(log(mul(0.5, sub(erfcx(u), mul(far, erfcx(v))))), square(u));
}
