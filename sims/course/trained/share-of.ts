import { type Measured, wilsonInterval } from "../../../src/index.ts";

/** Standard errors of an interval of 95 %. */
const reach = 1.96;

/** The share k / n with a standard error that is not 0 where k is 0 or n: that of Wilson's interval. */
export function shareOf(k: number, n: number): Measured {
  const [low, high] = wilsonInterval(k, n);
  return { value: k / n, error: (high - low) / (2 * reach) };
}
