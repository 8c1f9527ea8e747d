/** Step of the midpoint rule: its error is of the order of exp(-(pi / h)^2) = 7e-18. */
const h = 1 / 2;
/** t_n^2 with t_n = (n + 1/2) h, up to where exp(-t_n^2) vanishes beside the first. */
const squares = Float64Array.from({ length: 13 }, (_, n) => ((n + 0.5) * h) ** 2);
const weights = squares.map((t2) => ((2 * h) / Math.PI) * Math.exp(-t2));

/** exp(x^2) without the rounding of x^2: with c near x and c^2 exact, exp(c^2) exp((x - c)(x + c)). */
function exponentialOfSquare(x: number): number {
  const c = Math.round(16 * x) / 16;
  return Math.exp(c * c) * Math.exp((x - c) * (x + c));
}

/**
 * The scaled complementary error function erfcx(x) = exp(x^2) erfc(x), to 2e-15 of itself; it overflows to Infinity
 * below x = -26.6, where 2 exp(x^2) does.
 *
 * For x >= 0 it is the integral of (x / pi) exp(-t^2) / (x^2 + t^2) over the line, by the midpoint rule with what the
 * pole at t = i x adds, 2 exp(x^2) / (1 + exp(2 pi x / h)), as long as the pole lies within pi / h. All terms are
 * positive, so nothing cancels. Hunter and Regan, Math. Comp. 26 (1972) 539.
 */
export function erfcx(x: number): number {
  if (x < -27) return Infinity;
  if (x < 0) return 2 * exponentialOfSquare(x) - erfcx(-x);
  let sum = 0;
  for (let n = squares.length - 1; n >= 0; n--) sum += weights[n] / (x + squares[n] / x);
  if (!(x < Math.PI / h)) return sum;
  const a = (2 * Math.PI) / h;
  return sum + (2 * Math.exp(x * (x - a))) / (1 + Math.exp(-a * x));
}
