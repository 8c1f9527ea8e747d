import { decisions } from "../../mnist/decisions.ts";
import { noLabel } from "../../mnist/score-matching.ts";
import { wilsonInterval } from "../../src/index.ts";

/** What the judge takes samples for. */
export interface Recognition {
  /** n, 0 to 9 */
  readonly digits: Uint8Array;
  /** n, how probable the judge takes that to be */
  readonly probabilities: Float32Array;
  /** How many were taken for each digit. */
  readonly counts: readonly number[];
  /** exp of the entropy of those shares: 10 where all are as frequent, 1 where there is one only. */
  readonly effective: number;
  /** The share of which the judge is more than 0.9 sure. */
  readonly sure: number;
  /** Of those that were asked for a digit. */
  readonly asked?: {
    readonly share: number;
    /** Of 95 %. */
    readonly interval: readonly [number, number];
    readonly error: number;
    /** For each digit how many were asked for, and recognised as it. */
    readonly each: readonly { readonly asked: number; readonly recognised: number }[];
  };
}

const certain = 0.9;

/** @param labels n, 0 to 9, or 10 for any; none where nothing is known of them */
export function recognition(logits: Float32Array, labels?: ArrayLike<number>): Recognition {
  const { digits, probabilities } = decisions(logits);
  const n = digits.length;
  const count = (is: (k: number) => boolean): number => {
    let sum = 0;
    for (let k = 0; k < n; k++) if (is(k)) sum++;
    return sum;
  };
  const counts = Array.from({ length: 10 }, (_, digit) => count((k) => digits[k] === digit));
  const entropy = counts.reduce((sum, c) => (c === 0 ? sum : sum - (c / n) * Math.log(c / n)), 0);
  const sure = count((k) => probabilities[k] > certain) / n;
  const found = { digits, probabilities, counts, effective: Math.exp(entropy), sure };
  const told = labels === undefined ? 0 : count((k) => labels[k] !== noLabel);
  if (labels === undefined || told === 0) return found;
  const each = counts.map((_, digit) => ({
    asked: count((k) => labels[k] === digit),
    recognised: count((k) => labels[k] === digit && digits[k] === digit),
  }));
  const right = each.reduce((sum, { recognised }) => sum + recognised, 0);
  const share = right / told;
  const interval = wilsonInterval(right, told);
  return { ...found, asked: { share, interval, error: Math.sqrt((share * (1 - share)) / told), each } };
}
