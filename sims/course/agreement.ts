import type { CourseNumber } from "./entry.ts";

type Beside = Pick<CourseNumber, "value" | "error" | "lecture" | "rounding" | "within">;

/** Standard errors within which a number agrees with the lecture's: passed by chance once in 1e9. */
const limit = 6.1094;

/** What the lecture's number covers. */
function interval({ lecture, rounding = 0, within = 0 }: Beside): readonly [number, number] | undefined {
  if (lecture === undefined) return undefined;
  const [low, high] = typeof lecture === "number" ? [lecture, lecture] : lecture;
  return [low - rounding - within * Math.abs(low), high + rounding + within * Math.abs(high)];
}

/** How far a number of ours is outside what the lecture's covers; 0 inside, undefined where the lecture has none. */
export function distanceFromLecture(number: Beside): number | undefined {
  const covered = interval(number);
  return covered && Math.max(covered[0] - number.value, number.value - covered[1], 0);
}

/** Whether ours agrees with the lecture's, within our sampling error; undefined where the lecture has none. */
export function agrees(number: Beside): boolean | undefined {
  const distance = distanceFromLecture(number);
  return distance === undefined
    ? undefined
    : distance <= limit * number.error + 1e-9 * Math.abs(number.value);
}
