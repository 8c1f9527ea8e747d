import type { Context } from "../simulation.ts";
import type { ExactLaw } from "../tasks/exact.ts";
import { type ScoreCard, scoreCard } from "./score-card.ts";

/** What was found, in a sentence, and what judges other samples of the same number likewise. */
export interface Distance {
  readonly value: number;
  readonly sentence: string;
  readonly card: ScoreCard;
}

/**
 * The sliced 2-Wasserstein distance of samples from a law that can be sampled exactly, beside the range that sets of as many exact
 * samples have: to run.json, to the summary, and in a sentence for the report.
 *
 * @param points row-major n x d
 */
export async function distanceFromLaw(
  context: Context,
  law: ExactLaw,
  points: Float64Array,
  particles: number,
): Promise<Distance> {
  const count = Math.min(400_000, 20 * particles);
  const card = await scoreCard(context, law, { size: particles, count, sets: 50 });
  const { exact } = card;
  const value = card.distance(points);
  const [smallest, largest, sets] = [exact[0], exact[exact.length - 1], exact.length];
  context.number("slicedWasserstein", value);
  context.number("exactSlicedWasserstein", { smallest, largest, sets });
  const within = value <= largest ? "within" : "OUTSIDE";
  const sentence = `Sliced W2 from the exact law ${value.toPrecision(3)}, ${within} what ${sets} sets of as many exact samples have: ${smallest.toPrecision(3)} to ${largest.toPrecision(3)}.`;
  context.say(sentence);
  return { value, sentence, card };
}
