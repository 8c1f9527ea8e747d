import type { Vocabulary } from "./vocabulary.ts";

/**
 * Takes the positive normal number in $_x apart: x = 2^k m, sqrt(1/2) <= m < sqrt 2. Afterwards $_x is m and
 * $_k is k + offset + 2^mantissa + bias.
 */
export function significand(v: Vocabulary): string {
  const { mantissa, bias } = v.lanes;
  const [width, root] = [BigInt(mantissa), v.pick({ f32x4: 0x3f3504f3n, f64x2: 0x3fe6a09e667f3bcdn })];
  const mask = (1n << width) - 1n;
  return [
    v.set("$_x", v.bits("add", "$_x", v.int((BigInt(bias) << width) - root))),
    v.set("$_k", v.or(v.shift("shr_u", "$_x", mantissa), 2 ** mantissa)),
    v.set("$_x", v.bits("add", v.and("$_x", v.int(mask)), v.int(root))),
  ].join("\n");
}
