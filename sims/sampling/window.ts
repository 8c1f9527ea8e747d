import type { Window } from "../../plots/index.ts";

/** The box that holds all points, widened by `margin` of its size on each side. */
export function boundingWindow(points: Float64Array, d: number, margin = 0.15): Window {
  return Array.from({ length: d }, (_, j): [number, number] => {
    let [low, high] = [Infinity, -Infinity];
    for (let i = j; i < points.length; i += d) {
      low = Math.min(low, points[i]);
      high = Math.max(high, points[i]);
    }
    const more = margin * (high - low || 1);
    return [low - more, high + more];
  });
}
