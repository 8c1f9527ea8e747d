import { incompleteGamma } from "./incomplete-gamma.ts";

/** The law of the sum of the squares of k independent normals, k > 0. */
export function chiSquare(k: number) {
  /** P(X >= x) */
  const tail = (x: number): number => incompleteGamma(k / 2, x / 2);
  return {
    tail,
    /** The x with P(X >= x) = p, 0 < p < 1, by bisection. */
    limit(p: number): number {
      let [low, high] = [0, k];
      while (tail(high) > p) high *= 2;
      while (high - low > 1e-14 * high) {
        const middle = (low + high) / 2;
        if (middle <= low || middle >= high) break;
        if (tail(middle) > p) low = middle;
        else high = middle;
      }
      return (low + high) / 2;
    },
  };
}
