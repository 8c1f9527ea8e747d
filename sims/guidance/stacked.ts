import ndarray, { type NdArray } from "ndarray";
import type { Outcome } from "./outcome.ts";

/** The ends of all runs of one kind, strengths x particles x d. */
export function stacked(outcomes: readonly Outcome[], pick: (outcome: Outcome) => NdArray<Float64Array>) {
  const all = outcomes.map((outcome) => pick(outcome));
  const [n, d] = all[0].shape;
  const data = new Float64Array(all.length * n * d);
  all.forEach((points, k) => {
    data.set(points.data, k * n * d);
  });
  return ndarray(data, [all.length, n, d]);
}
