import type { Exercise, Value } from "./exercise.ts";
import { fiveDigits } from "./five-digits.ts";

export interface Verdict {
  readonly right: boolean;
  /** What is off, and what it leads to; or what was tried. */
  readonly says: readonly string[];
}

const list = (value: Value): ArrayLike<number> => (typeof value === "number" ? [value] : value);
const isClose = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * (1 + Math.abs(b));

function same(a: Value, b: Value): boolean {
  const [p, q] = [list(a), list(b)];
  return p.length === q.length && Array.from(p).every((value, i) => isClose(value, q[i]));
}

function words(value: Value): string {
  if (typeof value === "number") return fiveDigits(value);
  const few = Array.from(value.subarray(0, 3), fiveDigits).join(", ");
  return `[${few}${value.length > 3 ? `, ... (${value.length} numbers)` : ""}]`;
}

type Formula = (...values: readonly Value[]) => Value;

/** Says whether what the function of a student returned at the probes is the closed form, and if not, what is off. */
export function judge(exercise: Exercise, outcomes: readonly Value[]): Verdict {
  const { call, probes, mistakes, consequence } = exercise;
  const matches = (formula: Formula) => probes.every((values, k) => same(outcomes[k], formula(...values)));
  const answer = exercise.answer as Formula;
  if (matches(answer))
    return { right: true, says: [`${call} is right at all ${probes.length} arguments tried`] };
  const wrong = probes.findIndex((values, k) => !same(outcomes[k], answer(...values)));
  const called = `${call}(${probes[wrong].map(words).join(", ")})`;
  const hint = mistakes.find((mistake) => matches(mistake.answer as Formula))?.hint;
  const led = consequence?.(outcomes);
  return {
    right: false,
    says: [
      `${called} gives ${words(outcomes[wrong])} where ${words(answer(...probes[wrong]))} is expected`,
      ...(led === undefined ? [] : [led]),
      ...(hint === undefined ? [] : [hint]),
    ],
  };
}
