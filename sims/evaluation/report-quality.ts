import type { Digits } from "../../mnist/data.ts";
import { pixels } from "../../mnist/data.ts";
import { noLabel } from "../../mnist/score-matching.ts";
import type { Block } from "../../plots/index.ts";
import { digits } from "../../plots/index.ts";
import type { Context } from "../simulation.ts";
import { imagesOf } from "./images-of.ts";
import type { Quality, Samples } from "./quality.ts";

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

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

const columns = 10;

/** Rows of digits under what each row is. */
function gallery(title: string, rows: readonly Float32Array[], labels?: readonly string[]) {
  const images = new Float32Array(rows.length * columns * pixels);
  rows.forEach((row, k) => {
    images.set(row, k * columns * pixels);
  });
  return digits({ images, rows: rows.length, columns, title, ...(labels && { labels }) });
}

const pick = (images: Float32Array, indices: readonly number[]): Float32Array => {
  const out = new Float32Array(columns * pixels).fill(1);
  indices.forEach((n, k) => {
    out.set(images.subarray(n * pixels, (n + 1) * pixels), k * pixels);
  });
  return out;
};

/** The pictures: the most and the least certain samples, and those nearest to a training image above that image. */
export async function showQuality(
  context: Context,
  { images, labels }: Samples,
  { recognition, neighbours }: Quality,
  training: Digits,
): Promise<Block[]> {
  const { digits: taken, probabilities } = recognition;
  const certain = (k: number): number =>
    labels === undefined || labels[k] === noLabel || labels[k] === taken[k]
      ? probabilities[k]
      : -probabilities[k];
  const order = Array.from(taken, (_, k) => k).sort((a, b) => certain(b) - certain(a) || a - b);
  const few = Math.min(columns, Math.floor(order.length / 2));
  const chosen = [order.slice(0, few), order.slice(-few).reverse()];
  const words = chosen.flatMap((row) =>
    Array.from({ length: columns }, (_, k) => (k < few ? `${taken[row[k]]}` : "")),
  );
  const sure = gallery(
    "Most and least certain",
    chosen.map((row) => pick(images, row)),
    words,
  );
  const close = Array.from(neighbours.distances, (_, k) => k)
    .sort((a, b) => neighbours.distances[a] - neighbours.distances[b])
    .slice(0, columns);
  const theirs = Float32Array.from(
    imagesOf(
      training,
      close.map((k) => neighbours.indices[k]),
    ),
    (p) => p / 255,
  );
  const twins = gallery(
    "Nearest to a training image, and that image",
    [
      pick(images, close),
      pick(
        theirs,
        close.map((_, k) => k),
      ),
    ],
    close.concat(close).map((k, i) => (i < close.length ? neighbours.distances[k].toFixed(2) : "")),
  );
  const captions = {
    certain:
      "Above those of which the judge is most certain, below those least, or taken for another digit than was asked for; what it takes each for.",
    nearest:
      "Above the samples that come nearest to a training image, with their distance, below that image: a copy would be the same.",
  };
  await context.figure("certain", sure, captions.certain);
  await context.figure("nearest", twins, captions.nearest);
  return [
    { name: "certain", figure: sure, caption: captions.certain },
    { name: "nearest", figure: twins, caption: captions.nearest },
  ];
}

/** The numbers as tables: samples beside real images, and digit by digit. */
export function tablesOf({ distance, recognition, neighbours, accuracy }: Quality): Block[] {
  const { asked, counts, sure, effective } = recognition;
  return [
    {
      table: {
        columns: ["", "samples", "real images"],
        rows: [
          ["Frechet distance to the test images", distance.value, distance.real.mean],
          ["its standard error; deviation of the draws", distance.error, distance.real.deviation],
          ["recognised as the digit asked for", asked?.share ?? null, accuracy],
          ["of which the judge is over 0.9 sure", sure, null],
          ["effective number of classes", effective, null],
          ["median distance to the nearest training image", neighbours.median, neighbours.medianOfTests],
          ["nearer than 99 % of the test images", neighbours.close, 0.01],
        ],
        caption: `Real: ${distance.real.draws} draws of as many training images for the Frechet distance, test images for the rest.`,
      },
    },
    {
      table: {
        columns: ["digit", "taken for it", "asked for", "recognised"],
        rows: counts.map((count, digit) => {
          const each = asked?.each[digit];
          const share = each === undefined || each.asked === 0 ? null : each.recognised / each.asked;
          return [`${digit}`, count, each?.asked ?? null, share];
        }),
      },
    },
  ];
}
