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

/**
 * out = e^x to 1.2 units in the last place. Below 2^-125.5 (float32) or 2^-1021.5 (float64) it is 0: subnormal
 * numbers would cost a hundred times the rest.
 *
 * x = n ln 2 + r, e^x = 2^(n-1) 2 e^r; n comes out of the last bits of a sum with 1.5 2^mantissa, and n times
 * the upper part of ln 2 is exact.
 */
export function exp(v: Vocabulary, out: string, x: Term): string {
  const { low, high, big, small, tail } = v.pick(range);
  const { mantissa, bias } = v.lanes;
  const shifter = 1.5 * 2 ** mantissa + bias - 1;
  const half = [1, 1, ...tail].map((c) => 2 * c);
  return [
    v.set("$_x", v.pmax(v.pmin(x, high), low)),
    v.set("$_t", v.add(v.mul("$_x", Math.LOG2E), shifter)),
    v.set("$_n", v.sub("$_t", shifter)),
    v.set("$_x", v.sub(v.sub("$_x", v.mul("$_n", big)), v.mul("$_n", small))),
    v.set(out, v.mul(v.polynomial(half, "$_x"), v.shift("shl", "$_t", mantissa))),
  ].join("\n");
}

/**
 * 2^f for |f| <= 1/4, interpolated at Chebyshev's nodes, to 9e-8 and to 2e-17: the root of `weightUnit` times a polynomial that begins with 1,
 * which takes one operation less. No weight is below 4^-depth.
 */
const roots = {
  f32x4: { depth: 29, coefficients: [103.84033, 71.97646, 24.94518, 5.7743897] },
  f64x2: {
    depth: 250,
    coefficients: [
      9818327.234031348, 6805545.840083755, 2358622.455612656, 544957.5017044465, 94433.93897107715,
      13091.323708394788, 1512.368427442298, 149.75629438978305, 12.98622442414887,
    ],
  },
};

/** What the weights of `powerOfFour` are multiples of. */
export const weightUnit = { f32x4: 9.27401659593107e-5, f64x2: 1.0373492442406083e-14 };

/**
 * out = 4^x / weightUnit for x below 1, to 4e-7 or 1e-15 of itself. What is negligible is 4^-29 or 4^-250, so that its product with
 * another small number is not subnormal.
 *
 * x = n + f, n a multiple of 1/2; 4^x = 4^n (2^f)^2: a square costs less than the terms that a smaller f saves.
 */
export function powerOfFour(v: Vocabulary, out: string, x: Term): string {
  const { depth, coefficients } = v.pick(roots);
  const { mantissa, bias } = v.lanes;
  const shifter = 1.5 * 2 ** (mantissa - 1) + bias / 2;
  const root = coefficients.reduceRight<string>(
    (sum, c) => v.add(c, sum === "" ? "$_x" : v.mul("$_x", sum)),
    "",
  );
  return [
    v.set("$_x", v.pmax(x, -depth)),
    v.set("$_t", v.add("$_x", shifter)),
    v.set("$_x", v.sub("$_x", v.sub("$_t", shifter))),
    v.set("$_x", root),
    v.set(out, v.mul(v.mul("$_x", "$_x"), v.shift("shl", "$_t", mantissa))),
  ].join("\n");
}

/** out = e^x for x <= 0, as a weight beside a weight of 1: to (4 + |x|) 1e-7 or (4 + |x|) 2e-16 of itself. */
export const weight = (v: Vocabulary, out: string, x: Term): string =>
  [powerOfFour(v, out, v.mul(x, Math.LOG2E / 2)), v.set(out, v.mul(out, v.pick(weightUnit)))].join("\n");
