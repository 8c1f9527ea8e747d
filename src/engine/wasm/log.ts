import { significand } from "./significand.ts";
import type { Term, Vocabulary } from "./vocabulary.ts";

/** (artanh(s) / s - 1) / s^2 in s^2, |s| <= 3 - 2 sqrt 2, interpolated at Chebyshev's nodes: to 3e-9, and to 5e-18. */
const series = {
  f32x4: [0.333333433, 0.1999439, 0.147899747],
  f64x2: [
    0.3333333333333335, 0.19999999999949752, 0.14285714312987743, 0.1111110556739754, 0.09091444562630861,
    0.07665860800278021, 0.07308224842521703,
  ],
};
const ln2 = {
  f32x4: { big: 0.693145751953125, small: 1.428606765330187e-6, least: 2 ** -126 },
  f64x2: { big: 0.693147180559663, small: 2.8235290563031577e-13, least: 2 ** -1022 },
};

/**
 * out = log x to 2 units in the last place (float64: 1.6): -Infinity at 0, NaN below, subnormal numbers as well.
 *
 * x = 2^k m, log m = 2 artanh((m - 1) / (m + 1)). What is not a positive normal number is rare and takes a
 * branch: it is scaled, or made an infinite or undefined k.
 */
export function log(v: Vocabulary, out: string, x: Term): string {
  const { big, small, least } = v.pick(ln2);
  const { mantissa, bias, integer } = v.lanes;
  const normal = v.and(v.ge("$_x", least), v.lt("$_x", Infinity));
  const shift = mantissa + 2;
  return [
    v.set("$_x", x),
    v.set("$_e", 2 ** mantissa + bias),
    `(if (i32.eqz (${integer}.all_true ${normal})) (then`,
    v.set("$_s", v.lt("$_x", least)),
    v.set("$_e", v.add("$_e", v.and("$_s", shift))),
    v.set(
      "$_e",
      v.sub("$_e", v.or(v.and(v.eq("$_x", Infinity), Infinity), v.and(v.eq("$_x", 0), -Infinity))),
    ),
    v.set("$_e", v.or("$_e", v.op("v128.not", v.ge("$_x", 0)))),
    v.set("$_x", v.bitselect(v.mul("$_x", 2 ** shift), "$_x", "$_s")),
    "))",
    significand(v),
    v.set("$_k", v.sub("$_k", "$_e")),
    v.set("$_s", v.div(v.sub("$_x", 1), v.add("$_x", 1))),
    v.set("$_z", v.mul("$_s", "$_s")),
    v.set("$_s", v.add("$_s", "$_s")),
    v.set("$_z", v.mul("$_s", v.mul("$_z", v.polynomial(v.pick(series), "$_z")))),
    v.set(out, v.add(v.mul("$_k", big), v.add("$_s", v.add("$_z", v.mul("$_k", small))))),
  ].join("\n");
}
