import { exp } from "./exp.ts";
import { inFloat64 } from "./in-float64.ts";
import { log } from "./log.ts";
import type { Statements } from "./vocabulary.ts";

const pow64: Statements = (v, out, x, y = x) => {
  const { set, and, or, xor, eq, lt, gt, mul, floor } = v;
  const whole = eq("$_b", floor("$_b"));
  const half = mul("$_b", 0.5);
  const odd = v.op("v128.andnot", whole, eq(half, floor(half)));
  const undefinedRoot = v.op("v128.andnot", and(lt("$_a", 0), gt("$_a", -Infinity)), whole);
  return [
    set("$_a", x),
    set("$_b", y),
    log(v, "$_y", v.abs("$_a")),
    exp(v, "$_y", mul("$_b", "$_y")),
    set("$_y", or(xor("$_y", and(and("$_a", -0), odd)), undefinedRoot)),
    set(out, v.bitselect(1, "$_y", eq("$_b", 0))),
  ].join("\n");
};

/**
 * out = x^y = e^(y log |x|) with the sign and the exceptions of Math.pow: 1 for y = 0, NaN for a negative x with a
 * fraction as y. To 5e-16 (1 + |y log x|) of itself; float32 is computed in float64. Like exp it has no subnormal
 * float64.
 */
export const pow = inFloat64(pow64);
