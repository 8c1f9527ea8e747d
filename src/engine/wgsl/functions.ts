import { literal } from "./literal.ts";
import { polynomial } from "./polynomial.ts";

const inverseFactorial = (n: number): number => (n < 2 ? 1 : inverseFactorial(n - 1) / n);
const series = (terms: number, coefficient: (k: number) => number): number[] =>
  Array.from({ length: terms }, (_, k) => coefficient(k));
const alternating = (k: number, n: number): number => (k % 2 === 0 ? 1 : -1) * inverseFactorial(n);

/** To r^7 for |r| <= ln 2 / 2: 5e-9. */
const exponential = series(8, inverseFactorial);
/** artanh(s) / s in s^2 for |s| <= 3 - 2 sqrt 2: 2e-9. */
const artanh = series(5, (k) => 1 / (2 * k + 1));
/** sin(r) / r and cos r in r^2 for |r| <= pi / 4: 3e-9. */
const sine = series(5, (k) => alternating(k, 2 * k + 1));
const cosine = series(6, (k) => alternating(k, 2 * k));

/** A number as parts of few bits, so that the products of the first two with a whole number below 2^13 are exact. */
function parts(value: number): string[] {
  const first = Math.floor(value * 2 ** 9) / 2 ** 9;
  const second = Math.floor((value - first) * 2 ** 20) / 2 ** 20;
  return [first, second, value - first - second].map(literal);
}
const [ln2a, ln2b, ln2c] = parts(Math.LN2);
const [quarterA, quarterB, quarterC] = parts(Math.PI / 2);

/** t^2 and the weight (2 h / pi) exp(-t^2) of the nodes of the midpoint rule in src/formula/erfcx.ts, h = 1/2. */
const erfcxTerms = series(13, (n) => (n / 2 + 0.25) ** 2)
  .map((t2) => `${literal(Math.exp(-t2) / Math.PI)} / (xx + ${literal(t2)})`)
  .join(" + ");
const period = literal(4 * Math.PI);

/**
 * The functions of formulas as WGSL, which has erfcx not at all and the others too roughly: it allows sin and cos an error of 2^-11, log
 * one of 2^-21, exp one of 2 |x| units in the last place. These are right to a few units: sin and cos up to |x| = 10^4, pow to
 * 1 + |y log x| units. Numbers below 2e-38 may count as zero.
 *
 * WGSL lets a device assume that nothing is infinite or NaN, so what is not finite is told by its bits, and made from a number of the run.
 */
export const functions = `
fn infinity() -> f32 { return bitcast<f32>(run.infinity); }
fn nan() -> f32 { return bitcast<f32>(run.infinity | 0x400000u); }
fn isNan(x: f32) -> bool { return (bitcast<u32>(x) & 0x7fffffffu) > 0x7f800000u; }
fn isFinite(x: f32) -> bool { return (bitcast<u32>(x) & 0x7f800000u) < 0x7f800000u; }
fn expOf(x: f32) -> f32 {
  let y = clamp(x, -87.5f, 89f);
  let n = round(y * ${literal(Math.LOG2E)});
  let r = ((y - n * ${ln2a}) - n * ${ln2b}) - n * ${ln2c};
  let half = bitcast<f32>(u32(i32(n) + 126) << 23u);
  return select(2f * ${polynomial(exponential, "r")} * half, x, isNan(x));
}
fn logOf(x: f32) -> f32 {
  let bits = bitcast<u32>(x);
  if (isNan(x) || bits == 0x7f800000u) { return x; }
  if ((bits & 0x7fffffffu) < 0x800000u) { return -infinity(); }
  if (bits > 0x80000000u) { return nan(); }
  var k = i32(bits >> 23u) - 127;
  var m = bitcast<f32>((bits & 0x7fffffu) | 0x3f800000u);
  if (m > ${literal(Math.SQRT2)}) {
    m *= 0.5f;
    k++;
  }
  let s = (m - 1f) / (m + 1f);
  let z = s * s;
  return f32(k) * ${literal(Math.LN2)} + 2f * s * ${polynomial(artanh, "z")};
}
fn cosSin(q: i32, r: f32) -> vec2f {
  let z = r * r;
  let even = (q & 1) == 0;
  let cosine = ${polynomial(cosine, "z")};
  let sine = r * ${polynomial(sine, "z")};
  let c = select(sine, cosine, even);
  let s = select(cosine, sine, even);
  return vec2f(select(-c, c, ((q + 1) & 2) == 0), select(-s, s, (q & 2) == 0));
}
fn turned(x: f32) -> vec2f {
  let q = round(x * ${literal(2 / Math.PI)});
  return cosSin(i32(q), ((x - q * ${quarterA}) - q * ${quarterB}) - q * ${quarterC});
}
fn cosOf(x: f32) -> f32 { return turned(x).x; }
fn sinOf(x: f32) -> f32 { return turned(x).y; }
fn tanOf(x: f32) -> f32 {
  let c = turned(x);
  return c.y / c.x;
}
fn tanhOf(x: f32) -> f32 {
  let z = x * x;
  if (z < 0.3f) { return x * (945f + z * (105f + z)) / (945f + z * (420f + z * 15f)); }
  return sign(x) * (1f - 2f / (expOf(2f * abs(x)) + 1f));
}
fn powOf(x: f32, y: f32) -> f32 {
  if (y == 0f) { return 1f; }
  let whole = floor(y) == y;
  let size = expOf(y * logOf(abs(x)));
  if (x >= 0f) { return size; }
  if (!whole) { return nan(); }
  return select(size, -size, 2f * floor(0.5f * y) != y);
}
fn erfcxRight(x: f32) -> f32 {
  if (x > 1e4f) { return ${literal(1 / Math.sqrt(Math.PI))} / x; }
  let xx = x * x;
  let sum = x * (${erfcxTerms});
  if (x > ${literal(2 * Math.PI)}) { return sum; }
  return sum + 2f * expOf(x * (x - ${period})) / (1f + expOf(-${period} * x));
}
fn erfcxOf(x: f32) -> f32 {
  if (x < -10f) { return infinity(); }
  let right = erfcxRight(abs(x));
  if (x >= 0f) { return right; }
  let c = round(16f * x) * 0.0625f;
  return 2f * expOf(c * c) * expOf((x - c) * (x + c)) - right;
}
`;
