/** A rising function of t >= 0, its derivative and its inverse. */
export interface MonotoneCubic {
  readonly value: (t: number) => number;
  readonly slope: (t: number) => number;
  readonly inverse: (value: number) => number;
}

/** Bisection of a rising function over [low, high], to the last bit. */
function bisect(f: (t: number) => number, wanted: number, low: number, high: number): number {
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return wanted - f(low) < f(high) - wanted ? low : high;
    if (f(middle) < wanted) low = middle;
    else high = middle;
  }
}

/**
 * The cubic Hermite interpolation of a table that rises from 0, at t = 0, 1, ..., T; beyond T it is straight. Its slopes are those of
 * the parabola through three neighbours, cut where it would not rise: Fritsch and Carlson (1980), doi:10.1137/0717021.
 */
export function monotoneCubic(table: Float64Array): MonotoneCubic {
  const T = table.length - 1;
  const rise = (i: number) => table[i + 1] - table[i];
  const slopeAt = (i: number): number => {
    if (i === 0) return Math.max(0, (3 * rise(0) - rise(1)) / 2);
    if (i === T) return Math.max(0, (3 * rise(T - 1) - rise(T - 2)) / 2);
    return Math.min((rise(i - 1) + rise(i)) / 2, 3 * rise(i - 1), 3 * rise(i));
  };
  const slopes = Float64Array.from(table, (_, i) => slopeAt(i));
  /** value = y + u (s + u (c + u d)), u = t - i */
  const piece = (t: number) => {
    const i = Math.min(T - 1, Math.floor(t));
    const [s, next, r] = [slopes[i], slopes[i + 1], rise(i)];
    return { u: t - i, y: table[i], s, c: 3 * r - 2 * s - next, d: s + next - 2 * r };
  };
  const value = (t: number): number => {
    if (t >= T) return table[T] + (t - T) * slopes[T];
    const { u, y, s, c, d } = piece(t);
    return y + u * (s + u * (c + u * d));
  };
  return {
    value,
    slope(t) {
      if (t >= T) return slopes[T];
      const { u, s, c, d } = piece(t);
      return s + u * (2 * c + u * 3 * d);
    },
    inverse: (wanted) =>
      wanted >= table[T] ? T + (wanted - table[T]) / slopes[T] : bisect(value, wanted, 0, T),
  };
}
