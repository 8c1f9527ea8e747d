import type { DigitsDrawn } from "../../networks.ts";
import type { CourseNumber } from "../entry.ts";

/** Image evaluations a second beside those of the lecture's T4, where it drew 20 digits in 1000 steps at 148 a second. */
export const speedNumber = ({ labels, passes, seconds, backend }: DigitsDrawn): CourseNumber => ({
  key: "evaluationsASecond",
  quantity: `image evaluations a second in sampling, on ${backend}; the lecture's on a T4`,
  value: (labels.length * passes) / seconds,
  error: 0,
  beside: 2960,
});
