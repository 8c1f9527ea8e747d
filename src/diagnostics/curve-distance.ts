import { countRows } from "./count-rows.ts";

/**
 * Each point's distance to a polyline in the plane. With segments of length h the distance to a smooth curve
 * of radius R is wrong by at most h^2 / 8R.
 *
 * @param points row-major n x 2
 * @param curve row-major m x 2, m >= 2, in order
 */
export function curveDistance(points: Float64Array, curve: Float64Array): Float64Array {
  const segments = countRows("points of a curve", curve, 2, 2) - 1;
  return Float64Array.from({ length: countRows("points", points, 2, 0) }, (_, i) => {
    const [x, y] = [points[2 * i], points[2 * i + 1]];
    let best = Infinity;
    for (let k = 0; k < segments; k++) {
      const ax = curve[2 * k];
      const ay = curve[2 * k + 1];
      const ux = curve[2 * k + 2] - ax;
      const uy = curve[2 * k + 3] - ay;
      const s = ((x - ax) * ux + (y - ay) * uy) / (ux * ux + uy * uy);
      const clamped = Math.max(0, Math.min(1, s));
      const dx = x - ax - clamped * ux;
      const dy = y - ay - clamped * uy;
      const squared = dx * dx + dy * dy;
      if (!(squared >= best)) best = squared; // not a number where a point is none
    }
    return Math.sqrt(best);
  });
}

/** A root mean square and its standard error, for independent values. */
export function rootMeanSquare(values: Float64Array): { value: number; error: number } {
  let second = 0;
  let fourth = 0;
  for (const v of values) {
    second += v * v;
    fourth += v ** 4;
  }
  const n = countRows("values", values, 1);
  const value = Math.sqrt(second / n);
  const spread = Math.sqrt(Math.max(0, fourth / n - (second / n) ** 2) / n);
  return { value, error: value === 0 ? 0 : spread / (2 * value) };
}
