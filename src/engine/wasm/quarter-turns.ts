import { narrow, widen } from "./in-float64.ts";
import { lanes } from "./lanes.ts";
import { type Term, type Vocabulary, vocabulary } from "./vocabulary.ts";

const wide = vocabulary(lanes.f64x2);
const shifter = 1.5 * 2 ** 52;

/** pi / 2 in parts: a multiple of each but the last is exact, up to 2^21 for two and 2^31 for four. */
const parts = {
  f32x4: [1.5707963267341256, 6.077100506506192e-11],
  f64x2: [1.570796012878418, 3.139164164167596e-7, 6.223371969669989e-14, 2.0222662487959506e-21],
};

/** sin r = r + r^3 S(r^2) and cos r = 1 - r^2 / 2 + r^4 C(r^2), |r| <= pi / 4, interpolated at Chebyshev's nodes. */
const series = {
  f32x4: {
    sine: [-0.166666642, 0.00833274797, -0.000195878412],
    cosine: [0.0416666642, -0.00138883025, 2.45478914e-5],
  },
  f64x2: {
    sine: [
      -0.16666666666666666, 0.008333333333330946, -0.0001984126983675497, 2.755731610068303e-6,
      -2.5051131455427946e-8, 1.591810123027412e-10,
    ],
    cosine: [
      0.041666666666666664, -0.0013888888888887395, 2.4801587298763433e-5, -2.7557317270560326e-7,
      2.0876146024689747e-9, -1.1382614868556325e-11,
    ],
  },
};

/** $_r = x - n pi / 2 in float64, |$_r| <= pi / 4, and n in the last bits of $_t. */
function reduce(x: Term, pieces: readonly number[]): string {
  const { set, add, sub, mul } = wide;
  return [
    set("$_r", x),
    set("$_t", add(mul("$_r", 2 / Math.PI), shifter)),
    set("$_n", sub("$_t", shifter)),
    set(
      "$_r",
      pieces.reduce<string>((r, piece) => sub(r, mul("$_n", piece)), "$_r"),
    ),
  ].join("\n");
}

/**
 * x = n pi / 2 + r: the number n of quarter turns in the last bits of $_q, sin r in $_s, cos r in $_c. Both are
 * NaN where |x| is above 10^6 (float32) or 10^9 (float64).
 */
export function quarterTurns(v: Vocabulary, x: Term): string {
  const { add, sub, mul, set } = v;
  const { sine, cosine } = v.pick(series);
  const single = [
    reduce(widen("$_x", "high"), parts.f32x4),
    wide.set("$_u", "$_r"),
    wide.set("$_w", "$_t"),
    reduce(widen("$_x", "low"), parts.f32x4),
    set("$_r", narrow("$_r", "$_u")),
    set("$_t", v.op("i8x16.shuffle 0 1 2 3 8 9 10 11 16 17 18 19 24 25 26 27", "$_t", "$_w")),
  ].join("\n");
  return [
    set("$_x", x),
    v.pick({ f32x4: single, f64x2: reduce("$_x", parts.f64x2) }),
    set("$_q", "$_t"),
    set("$_r", v.or("$_r", v.gt(v.abs("$_x"), v.pick({ f32x4: 1e6, f64x2: 1e9 })))),
    set("$_z", mul("$_r", "$_r")),
    set("$_s", add("$_r", mul("$_r", mul("$_z", v.polynomial(sine, "$_z"))))),
    set("$_c", sub(1, sub(mul("$_z", 0.5), mul(mul("$_z", "$_z"), v.polynomial(cosine, "$_z"))))),
  ].join("\n");
}
