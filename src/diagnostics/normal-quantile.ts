import { incompleteGamma } from "./incomplete-gamma.ts";

/** The x with P(N(0, 1) < x) = p, 0 < p < 1: Abramowitz and Stegun 26.2.23 (4.5e-4), then Halley's method. */
export function normalQuantile(p: number): number {
  if (p > 0.5) return -normalQuantile(1 - p);
  const t = Math.sqrt(-2 * Math.log(p));
  const numerator = 2.515517 + t * (0.802853 + t * 0.010328);
  const denominator = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
  let x = Math.max(0, t - numerator / denominator); // the upper tail's
  for (let round = 0; round < 2; round++) {
    const tail = incompleteGamma(0.5, (x * x) / 2) / 2;
    const u = (tail - p) * Math.sqrt(2 * Math.PI) * Math.exp((x * x) / 2);
    x += u / (1 - (x * u) / 2);
  }
  return -x;
}
