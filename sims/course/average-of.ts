import type { Measured } from "../../src/index.ts";

/** The mean of two or more independent values, and its standard error. */
export function averageOf(values: Float64Array): Measured {
  const n = values.length;
  const value = values.reduce((sum, v) => sum + v, 0) / n;
  const variance = values.reduce((sum, v) => sum + (v - value) ** 2, 0) / (n - 1);
  return { value, error: Math.sqrt(variance / n) };
}
