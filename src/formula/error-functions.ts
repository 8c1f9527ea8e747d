import { mul, neg, square, sub } from "./arithmetic.ts";
import type { Node } from "./formula.ts";
import { erfcx, exp, less, select } from "./functions.ts";
import { nodeOf, type Operand } from "./leaves.ts";

/** Whether x < 0, and exp(-x^2) erfcx(|x|) = erfc(|x|). */
function parts(x: Operand): { negative: Node; tail: Node } {
  const a = nodeOf(x);
  const negative = less(a, 0);
  return { negative, tail: mul(exp(neg(square(a))), erfcx(select(negative, neg(a), a))) };
}

/** The complementary error function, 2 / sqrt(pi) times the integral of exp(-t^2) from x on; its tail keeps its digits. */
export function erfc(x: Operand): Node {
  const { negative, tail } = parts(x);
  return select(negative, sub(2, tail), tail);
}

/** The error function 1 - erfc(x), to 1e-15. */
export function erf(x: Operand): Node {
  const { negative, tail } = parts(x);
  return select(negative, sub(tail, 1), sub(1, tail));
}
