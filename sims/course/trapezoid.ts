/** Equally spaced nodes and the weight of each. */
export interface Trapezoid {
  readonly nodes: Float64Array;
  readonly weight: number;
}

/**
 * The trapezoidal rule on [low, high] for functions that have died out at both ends, where it converges faster than
 * any power. L. N. Trefethen and J. A. C. Weideman (2014), doi:10.1137/130932132.
 */
export function trapezoid([low, high]: readonly [number, number], n = 4000): Trapezoid {
  const weight = (high - low) / n;
  return { nodes: Float64Array.from({ length: n + 1 }, (_, i) => low + i * weight), weight };
}
