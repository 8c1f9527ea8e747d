import type { Lanes } from "./lanes.ts";
import { M0, product } from "./philox.ts";

/**
 * `(call $particleWords first high)`: what successive particles, from number first + 2^32 high on, bring into
 * the words of `philox` at every step: the vectors $p2 and $p3.
 */
export function particleWords(lanes: Lanes): string {
  const places = `(v128.const i32x4 ${lanes.count === 4 ? "0 1 2 3" : "0 1 0 1"})`;
  return `(func $particleWords (param $first i32) (param $high i32) (result v128 v128)
(local $c v128) (local $_a v128) (local $_b v128) (local $l v128) (local $h v128)
(local.set $c (i32x4.add (i32x4.splat (local.get $first)) ${places}))
${product(lanes, "$l", "$h", "(local.get $c)", M0)}
(v128.xor (local.get $h) (i32x4.sub (i32x4.splat (local.get $high))
(i32x4.lt_u (local.get $c) (i32x4.splat (local.get $first)))))
(local.get $l))`;
}
