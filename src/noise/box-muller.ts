// Only + - * / and sqrt, which IEEE 754 rounds correctly everywhere: the same seed gives the same bits on
// every engine, where Math.log, sin and cos may differ.

/** 1/(2k + 1), the series of artanh; |s| <= 3 - 2 sqrt 2, so eleven terms reach 1e-18. */
const [A1, A2, A3, A4, A5, A6, A7, A8, A9, A10] = Array.from({ length: 10 }, (_, k) => 1 / (2 * k + 3));
/** The coefficient of r^n in sin r or cos r. */
const taylor = (n: number): number => {
  let factorial = 1;
  for (let k = 2; k <= n; k++) factorial *= k;
  return ((n >> 1) % 2 === 0 ? 1 : -1) / factorial;
};
const POWER = Float64Array.from({ length: 33 }, (_, e) => 2 ** -e);
const TOP = 2 ** 32 - 256;

/** A word as an integer in [1, 2^32 - 256] that float32 holds exactly; times 2^-32 it is uniform in (0, 1). */
const level = (word: number): number => Math.min(Math.fround((word | 1) >>> 0), TOP);

/** Uniform in (0, 1): min((w | 1) 2^-32, 1 - 2^-24) in float32. */
export const uniform = (word: number): number => level(word) * 2 ** -32;

/** log u for the uniform of a word, by the series of artanh((m - 1) / (m + 1)). */
function logUniform(word: number): number {
  const n = level(word);
  let e = 31 - Math.clz32(n);
  let m = n * POWER[e];
  if (m > Math.SQRT2) {
    m *= 0.5;
    e++;
  }
  const s = (m - 1) / (m + 1);
  const z = s * s;
  const p =
    A1 + z * (A2 + z * (A3 + z * (A4 + z * (A5 + z * (A6 + z * (A7 + z * (A8 + z * (A9 + z * A10))))))));
  return (e - 32) * Math.LN2 + 2 * (s + s * z * p);
}

const [S1, S2, S3, S4, S5, S6, S7] = Array.from({ length: 7 }, (_, k) => taylor(2 * k + 3));
const [C1, C2, C3, C4, C5, C6, C7, C8] = Array.from({ length: 8 }, (_, k) => taylor(2 * k + 2));

/**
 * The Box-Muller pair of two words, R cos(2 pi v) and R sin(2 pi v), R^2 = -2 log u.
 * G. E. P. Box and M. E. Muller (1958), doi:10.1214/aoms/1177706645.
 *
 * @param out receives the pair in its first two places
 */
export function boxMuller(u: number, v: number, out: Float64Array): void {
  const radius = Math.sqrt(-2 * logUniform(u));
  const quarters = level(v) * 2 ** -30;
  const q = Math.floor(quarters + 0.5);
  const r = (quarters - q) * (Math.PI / 2); // |r| <= pi/4, where the series to r^16 reach 1e-17
  const z = r * r;
  const sine = r + r * z * (S1 + z * (S2 + z * (S3 + z * (S4 + z * (S5 + z * (S6 + z * S7))))));
  const cosine = 1 + z * (C1 + z * (C2 + z * (C3 + z * (C4 + z * (C5 + z * (C6 + z * (C7 + z * C8)))))));
  const c = (q & 1) === 0 ? cosine : sine;
  const s = (q & 1) === 0 ? sine : cosine;
  out[0] = ((q + 1) & 2) === 0 ? radius * c : -radius * c;
  out[1] = (q & 2) === 0 ? radius * s : -radius * s;
}
