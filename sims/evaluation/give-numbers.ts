import type { Context } from "../simulation.ts";
import type { Quality } from "./quality.ts";

/** The numbers of run.json, the first ones those that a sweep is about. */
export function giveNumbers(
  context: Context,
  { distance, recognition, neighbours, accuracy }: Quality,
): void {
  const { asked, counts, effective, sure } = recognition;
  context.number("frechet", distance.value);
  context.number("frechetError", distance.error);
  context.number("frechetInterval", distance.interval);
  context.number("realFrechet", distance.real.mean);
  context.number("realFrechetDeviation", distance.real.deviation);
  context.number("frechetRatio", distance.value / distance.real.mean);
  if (asked !== undefined) {
    context.number("recognised", asked.share);
    context.number("recognisedError", asked.error);
    context.number("recognisedInterval", asked.interval);
    context.number(
      "recognisedOfEach",
      asked.each.map((e) => (e.asked > 0 ? e.recognised / e.asked : null)),
    );
  }
  context.number("sure", sure);
  context.number("classes", effective);
  context.number("takenFor", counts);
  context.number("nearest", neighbours.median);
  context.number("nearestOfTests", neighbours.medianOfTests);
  context.number("closerThanTests", neighbours.close);
  context.number("neighboursOf", neighbours.count);
  context.number("judgeAccuracy", accuracy);
}
