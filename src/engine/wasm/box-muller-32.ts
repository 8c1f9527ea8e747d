import { significand } from "./significand.ts";
import { level } from "./uniform.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** (artanh(s) / s - 1) / s^2 in s^2, |s| <= 3 - 2 sqrt 2, to 3e-9. */
const artanh = [0.333333433, 0.1999439, 0.147899747];
/** sin(pi h) / h and cos(pi h) in h^2, |h| <= 1/2, to 6e-9. */
const sine = [3.14159274, -5.1677103, 2.55007744, -0.598290384, 0.0776559114];
const cosine = [1, -4.93480206, 4.05871153, -1.33524001, 0.235074371, -0.0246271119];

/**
 * The Box-Muller pair of two words, or the first of it, into the locals `out`: at most 4e-7 of its radius from
 * the float64 pair.
 *
 * R^2 = -2 log u = -2 ln 2 k - 4 artanh s, with u = 2^k m and s = (m - 1) / (m + 1). The angle is q + h half
 * turns, |h| <= 1/2, so that both of the pair have the sign of (-1)^q, and neither is exchanged for the other.
 */
export function boxMuller32(v: Vocabulary, first: string, second: string, out: readonly string[]): string {
  const { add, sub, mul, set } = v;
  const turns = v.op("f32x4.convert_i32x4_s", v.or(v.shift("shr_u", second, 1), v.int(1)));
  const nearest = 1.5 * 2 ** 23;
  return [
    set("$_x", level(v, first)),
    significand(v),
    set("$_s", v.div(sub("$_x", 1), add("$_x", 1))),
    set("$_z", mul("$_s", "$_s")),
    set("$_k", mul(sub("$_k", 2 ** 23 + 127 + 32), -2 * Math.LN2)),
    set("$_r", v.sqrt(sub("$_k", mul("$_s", v.polynomial([4, ...artanh.map((c) => 4 * c)], "$_z"))))),
    set("$_x", mul(v.pmin(turns, 2 ** 31 - 128), 2 ** -30)),
    set("$_k", add("$_x", nearest)),
    set("$_x", sub("$_x", sub("$_k", nearest))),
    set("$_z", mul("$_x", "$_x")),
    set("$_r", v.xor("$_r", v.shift("shl", "$_k", 31))),
    ...[v.polynomial(cosine, "$_z"), mul("$_x", v.polynomial(sine, "$_z"))]
      .map((value) => mul("$_r", value))
      .slice(0, out.length)
      .map((value, j) => set(out[j], value)),
  ].join("\n");
}
