import type { CourseNumber } from "./entry.ts";
import { fiveDigits } from "./five-digits.ts";

/**
 * What the lecture has, as plain text: a number or a range; empty where it has none.
 *
 * @param words of a number
 */
export const lectureWords = (
  { lecture, beside }: Pick<CourseNumber, "lecture" | "beside">,
  words: (value: number) => string = fiveDigits,
): string => [lecture ?? beside ?? []].flat().map(words).join(" to ");
