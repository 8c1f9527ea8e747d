import type { Context } from "../simulation.ts";
import type { Quality } from "./quality.ts";

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** The sentences at the end of the run. */
export function sayQuality(context: Context, { distance, recognition, neighbours, accuracy }: Quality): void {
  const { value, error, real } = distance;
  context.say(
    `Frechet distance ${value.toPrecision(3)} +- ${(1.96 * error).toPrecision(2)}; as many training images have ` +
      `${real.mean.toPrecision(3)} +- ${real.deviation.toPrecision(2)} (${real.draws} draws): ${(value / real.mean).toPrecision(3)} times.`,
  );
  if (recognition.asked !== undefined) {
    const { share, interval } = recognition.asked;
    context.say(
      `${percent(share)} recognised as the digit asked for (95 %: ${interval.map(percent).join(" to ")}).`,
    );
  }
  context.say(
    `${percent(recognition.sure)} the judge is over 0.9 sure of; ${recognition.effective.toFixed(2)} of 10 classes.`,
  );
  context.say(
    `Nearest training image: median distance ${neighbours.median.toFixed(2)}, of test images ${neighbours.medianOfTests.toFixed(2)}; ` +
      `${percent(neighbours.close)} nearer than 99 % of the test images (first ${neighbours.count}).`,
  );
  if (accuracy < 0.98)
    context.say(`The judge reads only ${percent(accuracy)} of the test images: is it one of these data?`);
}
