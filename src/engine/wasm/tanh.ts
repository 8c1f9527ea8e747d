import { exp } from "./exp.ts";
import type { Term, Vocabulary } from "./vocabulary.ts";

/** (tanh(x) / x - 1) / x^2 in x^2, |x| <= 0.55, interpolated at Chebyshev's nodes: to 3e-9, and to 2e-18. */
const series = {
  f32x4: [-0.333333313, 0.133331135, -0.0539094284, 0.0213093888, -0.00661022775],
  f64x2: [
    -0.3333333333333333, 0.13333333333332714, -0.053968253967434016, 0.021869488493666944,
    -0.008863234397814355, 0.003592110378689024, -0.001455661830100716, 0.0005889360520074057,
    -0.0002346347410887237, 8.511313685577672e-5, -2.060276537636634e-5,
  ],
};

/** out = tanh x to 1.6 units in the last place: a series up to |x| = 0.55, from there on 1 - 2 / (e^(2|x|) + 1). */
export function tanh(v: Vocabulary, out: string, x: Term): string {
  const { add, sub, mul, div, set } = v;
  return [
    set("$_u", x),
    set("$_a", v.abs("$_u")),
    exp(v, "$_e", add("$_a", "$_a")),
    set("$_z", mul("$_a", "$_a")),
    set("$_p", add("$_a", mul("$_a", mul("$_z", v.polynomial(v.pick(series), "$_z"))))),
    set("$_p", v.bitselect("$_p", sub(1, div(2, add("$_e", 1))), v.lt("$_a", 0.55))),
    set(out, v.bitselect("$_u", "$_p", -0)),
  ].join("\n");
}
