import type { NdArray } from "ndarray";
import type { Sampler } from "./four-samplers.ts";

/** What one sampler left at the largest number of evaluations, and its distances on the way there. */
export interface Outcome {
  readonly sampler: Sampler;
  readonly points: NdArray<Float64Array>;
  readonly evaluations: readonly number[];
  readonly distance: readonly number[];
  /** Root mean square distance to the spiral, and how many standard errors from that of exact samples. */
  readonly spread: { readonly value: number; readonly error: number };
  readonly deviations: number;
}
