import { quarterTurns } from "./quarter-turns.ts";
import type { Statements, Vocabulary } from "./vocabulary.ts";

const odd = (v: Vocabulary): string => v.bits("eq", v.and("$_q", v.int(1)), v.int(1));

/** A sine, `quarters` quarter turns on. */
const sine =
  (quarters: number): Statements =>
  (v, out, x) => {
    const sign = v.shift("shl", v.and("$_q", v.int(2)), 8 * v.lanes.bytes - 2);
    return [
      quarterTurns(v, x),
      v.set("$_q", v.bits("add", "$_q", v.int(quarters))),
      v.set(out, v.xor(v.bitselect("$_c", "$_s", odd(v)), sign)),
    ].join("\n");
  };

/**
 * out = sin x, cos x, tan x. NaN where |x| is above 10^6 (float32) or 10^9 (float64): a state that far out has gone
 * astray. Within, at most 1.5 units in the last place in float32, 2.5 in float64, and 3.5 for tan; closer to a zero
 * than 1e-11, 1e-27. The sign of a zero is lost.
 */
export const trigonometric = {
  sin: sine(0),
  cos: sine(1),
  tan: (v, out, x) =>
    [
      quarterTurns(v, x),
      v.set("$_q", odd(v)),
      v.set(out, v.div(v.bitselect(v.neg("$_c"), "$_s", "$_q"), v.bitselect("$_s", "$_c", "$_q"))),
    ].join("\n"),
} as const satisfies Record<string, Statements>;
