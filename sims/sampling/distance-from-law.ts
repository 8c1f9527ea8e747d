import type { Context } from "../simulation.ts";
import type { ExactLaw } from "../tasks/exact.ts";
import { scoreCard } from "./score-card.ts";

/**
 * The sliced 2-Wasserstein distance of samples from a law that can be sampled exactly, beside the range that sets of as many exact
 * samples have: to run.json, to the summary, and as a sentence for the report.
 *
 * @param points row-major n x d
 */
export async function distanceFromLaw(
  context: Context,
  law: ExactLaw,
  points: Float64Array,
  particles: number,
): Promise<string> {
  const count = Math.min(400_000, 20 * particles);
  const { exact, distance } = await scoreCard(context, law, { size: particles, count, sets: 50 });
  const value = distance(points);
  const [smallest, largest, sets] = [exact[0], exact[exact.length - 1], exact.length];
  context.number("slicedWasserstein", value);
  context.number("exactSlicedWasserstein", { smallest, largest, sets });
  const within = value <= largest ? "within" : "OUTSIDE";
  const sentence = `Sliced W2 from the exact law ${value.toPrecision(3)}, ${within} what ${sets} sets of as many exact samples have: ${smallest.toPrecision(3)} to ${largest.toPrecision(3)}.`;
  context.say(sentence);
  return sentence;
}
