import { lanes as all } from "./lanes.ts";
import { type Term, type Vocabulary, vocabulary } from "./vocabulary.ts";

const single = vocabulary(all.f32x4);

/**
 * A word as `level` of src/noise has it: the odd integer w | 1 rounded to float32, at most 2^32 - 256. Halves of
 * the word become floats by their place in the significand of 2^39 and of 2^23; their sum is rounded once.
 */
export function level(v: Vocabulary, word: Term): string {
  const { op, add, sub, or, and, int, shift } = single;
  const high = or(shift("shr_u", word, 16), int(0x53000000));
  const low = or(and(word, int(0xffff)), int(0x4b000001));
  const n = op("f32x4.pmin", add(sub(high, 2 ** 39 + 2 ** 23), low), 2 ** 32 - 256);
  return v.lanes.count === 4 ? n : op("f64x2.promote_low_f32x4", n);
}

/** The text of the uniform of a word, min((w | 1) 2^-32, 1 - 2^-24) in float32. */
export const uniform = (v: Vocabulary, word: Term): string => v.mul(level(v, word), 2 ** -32);
