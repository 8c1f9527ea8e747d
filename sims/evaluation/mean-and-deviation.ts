/** The mean of some numbers, and the standard deviation of what they were drawn from. */
export function meanAndDeviation(x: ArrayLike<number>): { mean: number; deviation: number } {
  const all = Array.from(x);
  const mean = all.reduce((sum, v) => sum + v, 0) / all.length;
  const squares = all.reduce((sum, v) => sum + (v - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / (all.length - 1)) };
}
