import { UsageError } from "../src/refusal.ts";
import type { Points } from "./figure.ts";

/**
 * The first `limit` particles' coordinate `component`, rounded to float32, which is finer than any screen.
 * Particles are independent of their order, so the first ones are a fair sample of all.
 */
export function column(points: Points, component: number, limit = Infinity): Float32Array {
  const [particles, dimension] = points.shape;
  if (points.shape.length !== 2 || component >= dimension) {
    throw new UsageError({
      what: "points of a figure",
      got: `shape ${points.shape.join(" x ")}`,
      expected: `particles x dimension with at least ${component + 1} coordinates`,
    });
  }
  return Float32Array.from({ length: Math.min(particles, limit) }, (_, i) => points.get(i, component));
}
