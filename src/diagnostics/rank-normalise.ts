import { finite } from "../check.ts";
import { normalQuantile } from "./normal-quantile.ts";

/**
 * Each value's rank r among all S of them as a normal quantile, of (r - 3/8) / (S + 1/4); equal values share their mean rank. Heavy
 * tails and infinite variances are gone. arXiv:1903.08008, section 4, with the constants of Blom (1958) that it takes.
 */
export function rankNormalise(values: Float64Array): Float64Array {
  const S = values.length;
  for (const value of values) finite("value of a chain", value);
  const sorted = values.toSorted();
  const quantileOf = new Map<number, number>();
  for (let first = 0, end = 0; first < S; first = end) {
    while (end < S && sorted[end] === sorted[first]) end++;
    const rank = (first + 1 + end) / 2;
    quantileOf.set(sorted[first], normalQuantile((rank - 3 / 8) / (S + 1 / 4)));
  }
  return values.map((value) => quantileOf.get(value) as number);
}

/** Each value's distance from the median of all of them, which sees chains of different spread. */
export function fold(values: Float64Array): Float64Array {
  const sorted = values.toSorted();
  const n = sorted.length;
  const median = (sorted[(n - 1) >> 1] + sorted[n >> 1]) / 2;
  return values.map((value) => Math.abs(value - median));
}
