import { firstPassage, type PassageBlock } from "../double-well-escape/first-passage.ts";

/** First passage times of a block of particles over the double well. */
export const firstPassageTask = (block: PassageBlock, report: (fraction: number) => void): Float64Array =>
  firstPassage(block, report);
