import { agrees } from "./agreement.ts";
import type { CourseNumber } from "./entry.ts";
import { fiveDigits } from "./five-digits.ts";
import { lectureWords } from "./lecture-words.ts";

/** A number beside the lecture's as a line of plain text. */
export function inWords(n: CourseNumber): string {
  const says = lectureWords(n);
  const known = [
    ...(says === "" ? [] : [`the lecture ${says}${agrees(n) === false ? ", which does not agree" : ""}`]),
    ...(n.exact === undefined ? [] : [`exact ${fiveDigits(n.exact)}`]),
  ];
  const error = n.error > 0 ? ` +- ${Number(n.error.toPrecision(2))}` : "";
  return `${n.quantity}: ${fiveDigits(n.value)}${error}${known.length === 0 ? "" : ` (${known.join("; ")})`}`;
}
