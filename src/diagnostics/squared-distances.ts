/** Writes |x_i - x_j|^2 for each j > i to out[j]; points are row-major n x d. */
export function squaredDistances(points: Float64Array, d: number, i: number, out: Float64Array): void {
  const n = points.length / d;
  for (let j = i + 1; j < n; j++) {
    let sum = 0;
    for (let k = 0; k < d; k++) {
      const difference = points[i * d + k] - points[j * d + k];
      sum += difference * difference;
    }
    out[j] = sum;
  }
}
