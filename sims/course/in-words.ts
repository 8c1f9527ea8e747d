import { agrees } from "./agreement.ts";
import type { CourseNumber } from "./entry.ts";

const short = (value: number): string => Number(value.toPrecision(5)).toString();

/** What the lecture has, as plain text: a number or a range. */
export const lectureWords = ({ lecture, beside }: Pick<CourseNumber, "lecture" | "beside">): string =>
  [lecture ?? beside ?? []].flat().map(short).join(" to ");

/** A number beside the lecture's as a line of plain text. */
export function inWords(n: CourseNumber): string {
  const says = lectureWords(n);
  const known = [
    ...(says === "" ? [] : [`the lecture ${says}${agrees(n) === false ? ", which does not agree" : ""}`]),
    ...(n.exact === undefined ? [] : [`exact ${short(n.exact)}`]),
  ];
  const error = n.error > 0 ? ` +- ${Number(n.error.toPrecision(2))}` : "";
  return `${n.quantity}: ${short(n.value)}${error}${known.length === 0 ? "" : ` (${known.join("; ")})`}`;
}
