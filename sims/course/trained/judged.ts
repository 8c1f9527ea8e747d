import { noLabel } from "../../../mnist/score-matching.ts";
import { type Judging, judgeAll } from "../../evaluation/judging.ts";
import { type Recognition, recognition } from "../../evaluation/recognition.ts";
import type { Context } from "../../simulation.ts";
import type { CourseNumber } from "../entry.ts";
import { shareOf } from "./share-of.ts";

/** Digits, and what the judge says of them. */
export interface Judged {
  /** n x 784 pixels, 0 to 1 */
  readonly images: Float32Array;
  /** n, 0 to 9, or 10 for any */
  readonly labels: readonly number[];
  /** n x 128 */
  readonly features: Float32Array;
  readonly recognition: Recognition;
}

export async function judged(
  context: Context,
  judging: Judging,
  { images, labels }: Pick<Judged, "images" | "labels">,
): Promise<Judged> {
  const { features, logits } = await judgeAll(context, judging, images);
  return { images, labels, features, recognition: recognition(logits, labels) };
}

/**
 * The shares that the judge is sure of, and recognises as the digit that was asked for.
 *
 * @param key begins their keys, and `who` their words
 */
export function shares({ labels, recognition }: Judged, key = "", who = ""): CourseNumber[] {
  const n = labels.length;
  const asked = labels.filter((label) => label !== noLabel).length;
  const words = (text: string): string => (who === "" ? text : `${who}: ${text}`);
  const name = (text: string): string => (key === "" ? text : key + text[0].toUpperCase() + text.slice(1));
  const sure = {
    key: name("sure"),
    quantity: words("share of digits of which the judge is over 0.9 sure"),
    ...shareOf(Math.round(recognition.sure * n), n),
  };
  if (recognition.asked === undefined) return [sure];
  const recognised = {
    key: name("recognised"),
    quantity: words("share recognised as the digit asked for"),
    ...shareOf(Math.round(recognition.asked.share * asked), asked),
  };
  return [recognised, sure];
}
