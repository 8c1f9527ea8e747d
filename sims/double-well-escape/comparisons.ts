import type { Comparison } from "../sampling/comparison.ts";
import type { PassageLaw } from "./passage-law.ts";

/** Mean, and standard error. */
function meanOf(values: Float64Array): { value: number; error: number } {
  const n = values.length;
  const value = values.reduce((sum, t) => sum + t, 0) / n;
  const variance = values.reduce((sum, t) => sum + (t - value) ** 2, 0) / (n - 1);
  return { value, error: Math.sqrt(variance / n) };
}

/** What the scheme of `firstPassage` adds. */
const bias = "the bias of the time step h, of order h; more --steps make it smaller";

/** The mean beside the exact one; and the rate of those that pass after half of that time, who have forgotten the start. */
export function comparisons(times: Float64Array, law: PassageLaw): Comparison[] {
  const late = times.filter((t) => t > law.mean / 2).map((t) => t - law.mean / 2);
  const mean = { key: "meanPassageTime", quantity: "mean first passage time", exact: law.mean, bias };
  if (late.length < 10) return [{ ...mean, ...meanOf(times) }];
  const { value, error } = meanOf(late);
  return [
    { ...mean, ...meanOf(times) },
    {
      key: "rate",
      quantity: "rate of late passages",
      value: 1 / value,
      error: error / value ** 2,
      exact: law.rate,
      bias,
    },
  ];
}
