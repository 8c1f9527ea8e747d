import type { Term, Vocabulary } from "./vocabulary.ts";

/** (e^r - 1 - r) / r^2 for |r| <= ln 2 / 2, interpolated at Chebyshev's nodes: to 9e-9, and to 2e-17. */
const tail32 = [0.5, 0.166665763, 0.0416665524, 0.00836323295, 0.00139262504];
const tail64 = [
  0.5, 0.16666666666666669, 0.041666666666623824, 0.008333333333330039, 0.0013888888917367081,
  0.00019841269863171557, 2.4801521057868204e-5, 2.7557268276905696e-6, 2.7620201591031547e-7,
  2.5100472505694996e-8,
];
const range = {
  f32x4: { low: -87.5, high: 89, big: 0.693145751953125, small: 1.428606765330187e-6, tail: tail32 },
  f64x2: { low: -708.5, high: 710, big: 0.693147180559663, small: 2.8235290563031577e-13, tail: tail64 },
};

/** out = e^x of the local $_x, which lies within the range. */
function exponential(v: Vocabulary, out: string): string {
  const { big, small, tail } = v.pick(range);
  const { mantissa, bias } = v.lanes;
  const shifter = 1.5 * 2 ** mantissa + bias - 1;
  return [
    v.set("$_t", v.add(v.mul("$_x", Math.LOG2E), shifter)),
    v.set("$_n", v.sub("$_t", shifter)),
    v.set("$_x", v.sub(v.sub("$_x", v.mul("$_n", big)), v.mul("$_n", small))),
    v.set(
      out,
      v.mul(
        v.polynomial(
          [1, 1, ...tail].map((c) => 2 * c),
          "$_x",
        ),
        v.shift("shl", "$_t", mantissa),
      ),
    ),
  ].join("\n");
}

/**
 * out = e^x to 1.2 units in the last place. Below 2^-125.5 (float32) or 2^-1021.5 (float64) it is 0: subnormal
 * numbers would cost a hundred times the rest.
 *
 * x = n ln 2 + r, e^x = 2^(n-1) 2 e^r; n comes out of the last bits of a sum with 1.5 2^mantissa, and n times
 * the upper part of ln 2 is exact.
 */
export function exp(v: Vocabulary, out: string, x: Term): string {
  const { low, high } = v.pick(range);
  return [v.set("$_x", v.pmax(v.pmin(x, high), low)), exponential(v, out)].join("\n");
}

/** 2^f for |f| <= 1/2, interpolated at Chebyshev's nodes: to 1e-7. */
const powers32 = [1.00000008, 0.693147188, 0.240221075, 0.0555035711, 0.00967603192, 0.00133908634];

/** out = p(f) 2^n for $_x = n + f, |f| <= 1/2, where the text `p` reads $_x for f. */
function scaledByPower(v: Vocabulary, out: string, p: string): string {
  const { mantissa, bias } = v.lanes;
  const shifter = 1.5 * 2 ** mantissa + bias;
  return [
    v.set("$_t", v.add("$_x", shifter)),
    v.set("$_x", v.sub("$_x", v.sub("$_t", shifter))),
    v.set(out, v.mul(p, v.shift("shl", "$_t", mantissa))),
  ].join("\n");
}

/**
 * out = e^x for x <= 0, as a weight beside a weight of 1: in float32 to (2.5 + |x|) 1e-7 of itself, at two thirds of the cost of exp, and
 * what is negligible is e^-40, so that its product with another small number is not subnormal.
 */
export function weight(v: Vocabulary, out: string, x: Term): string {
  if (v.lanes.count < 4) return [v.set("$_x", v.pmax(x, range.f64x2.low)), exponential(v, out)].join("\n");
  const clamped = v.set("$_x", v.mul(v.pmax(x, -40), Math.LOG2E));
  return [clamped, scaledByPower(v, out, v.polynomial(powers32, "$_x"))].join("\n");
}

/** What the weights of `binaryWeight` are multiples of: a polynomial that begins with 1 takes one operation less. */
export const weightUnit = { f32x4: powers32[5], f64x2: 1 };

/** out = 2^x / weightUnit for x below 1, as `weight`; in float32 to 2e-7 of itself. */
export function binaryWeight(v: Vocabulary, out: string, x: Term): string {
  if (v.lanes.count < 4) return weight(v, out, v.mul(x, Math.LN2));
  const monic = powers32.slice(0, -1).map((c) => c / weightUnit.f32x4);
  const p = monic.reduceRight<string>((sum, c) => v.add(c, sum === "" ? "$_x" : v.mul("$_x", sum)), "");
  return [v.set("$_x", v.pmax(x, -58)), scaledByPower(v, out, p)].join("\n");
}
