/** Beyond this line, x + y = -ln(4)/10, the larger of the modes 0.8 N((5,5), I) and 0.2 N((-5,-5), I) has the higher density. */
export const ridge = -Math.log(4) / 10;

export interface Share {
  readonly value: number;
  readonly error: number;
}

/** The share of n x 2 points with the large mode, and its standard error. */
export function shareOfLargeMode(points: ArrayLike<number>): Share {
  const n = points.length / 2;
  let count = 0;
  for (let i = 0; i < n; i++) if (points[2 * i] + points[2 * i + 1] > ridge) count++;
  const value = count / n;
  return { value, error: Math.sqrt((value * (1 - value)) / n) };
}
