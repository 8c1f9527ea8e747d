import type { Digits } from "../../mnist/data.ts";
import { UsageError } from "../../src/refusal.ts";

/** @throws UsageError for more digits than there are training images: as many of these are judged beside them */
export function checkCount(count: number, training: Digits): void {
  if (count <= training.count) return;
  const expected = `at most ${training.count}, as many as there are training images`;
  throw new UsageError({ what: "--count", got: count, expected });
}
