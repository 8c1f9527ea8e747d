/** log Gamma(a), a > 0: Stirling's series (DLMF 5.11.1) beyond 10, the recurrence below. */
function logGamma(a: number): number {
  let shift = 0;
  for (; a < 10; a++) shift += Math.log(a);
  const s = 1 / (a * a);
  const series =
    (1 / 12 - s * (1 / 360 - s * (1 / 1260 - s * (1 / 1680 - s * (1 / 1188 - (s * 691) / 360360))))) / a;
  return (a - 0.5) * Math.log(a) - a + Math.log(2 * Math.PI) / 2 + series - shift;
}

/** P(a, x) e^x Gamma(a + 1) / x^a, by its series: 1 + x / (a + 1) + x^2 / ((a + 1)(a + 2)) + ...; DLMF 8.7.1. */
function series(a: number, x: number): number {
  let sum = 1;
  for (let term = 1, n = 1; term > 1e-17 * sum; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

/** Q(a, x) e^x Gamma(a) / x^a, by its continued fraction (DLMF 8.9.2, even part) with Lentz's method. */
function fraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = Infinity;
  let d = 1 / b;
  let f = d;
  for (let n = 1; n < 10_000; n++) {
    const numerator = -n * (n - a);
    b += 2;
    d = 1 / (b + numerator * d);
    c = b + numerator / c;
    f *= c * d;
    if (Math.abs(c * d - 1) < 1e-16) break;
  }
  return f;
}

/** Q(a, x) = Gamma(a, x) / Gamma(a), the upper incomplete gamma function, a > 0, x >= 0. */
export function incompleteGamma(a: number, x: number): number {
  if (x <= 0) return 1;
  const scale = Math.exp(a * Math.log(x) - x - logGamma(a));
  return x < a + 1 ? 1 - (scale / a) * series(a, x) : scale * fraction(a, x);
}
