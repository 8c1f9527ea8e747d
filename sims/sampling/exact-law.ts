import type { formulas } from "../../src/index.ts";
import { gaussianMoments } from "./gaussian-moments.ts";
import { type ExactMoments, exactMoments } from "./quadrature.ts";
import { boundingWindow } from "./window.ts";

/** The exact moments of a law, where they can be had: by quadrature about samples of it in one and two dimensions, of Gaussians in more. */
export function exactLaw(
  { logDensity, numbers }: { readonly logDensity: formulas.Formula; readonly numbers: readonly number[] },
  samples: Float64Array,
  d: number,
): ExactMoments | undefined {
  return d <= 2
    ? exactMoments(logDensity, numbers, boundingWindow(samples, d, 0.5))
    : gaussianMoments(logDensity, numbers, d);
}
