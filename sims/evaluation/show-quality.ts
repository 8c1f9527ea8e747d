import { type Digits, pixels } from "../../mnist/data.ts";
import { pixelsOf } from "../../mnist/pixels-of.ts";
import { noLabel } from "../../mnist/score-matching.ts";
import { takeImages } from "../../mnist/take-images.ts";
import { type Block, digits, type Figure } from "../../plots/index.ts";
import type { Context } from "../simulation.ts";
import type { Neighbours } from "./neighbours.ts";
import type { Quality, Samples } from "./quality.ts";
import type { Recognition } from "./recognition.ts";

/** Digits of a row. */
const columns = 10;

const increasing = (values: ArrayLike<number>): number[] =>
  Array.from(values, (_, k) => k).sort((a, b) => values[a] - values[b] || a - b);

function certainFigure({ images, labels }: Samples, { digits: taken, probabilities }: Recognition): Figure {
  const wanted = (k: number): boolean => [undefined, noLabel, taken[k]].includes(labels?.[k]);
  const order = increasing(Array.from(probabilities, (p, k) => (wanted(k) ? p : -p)));
  const few = Math.min(columns, Math.floor(order.length / 2));
  const shown = [...order.slice(-few).reverse(), ...order.slice(0, few)];
  const said = shown.map((k) => `${taken[k]}`);
  const title = "Most and least certain";
  return digits({ images: takeImages(images, shown), rows: 2, columns: few, labels: said, title });
}

function nearestFigure(samples: Float32Array, { distances, indices }: Neighbours, training: Digits): Figure {
  const shown = increasing(distances).slice(0, columns);
  const theirs = pixelsOf(
    training,
    shown.map((k) => indices[k]),
  );
  const images = [...takeImages(samples, shown), ...theirs];
  const said = [...shown.map((k) => distances[k].toFixed(2)), ...shown.map(() => "")];
  const title = "Nearest to a training image, and that image";
  return digits({ images, rows: 2, columns: shown.length, labels: said, title });
}

/** The pictures: the first samples, the most and the least certain, and those nearest to a training image above that image. */
export async function showQuality(
  context: Context,
  samples: Samples,
  { recognition, neighbours }: Quality,
  training: Digits,
): Promise<Block[]> {
  const { images } = samples;
  const rows = Math.min(5, Math.floor(images.length / pixels / columns));
  const named = {
    samples: [digits({ images, rows, columns, title: "Samples" }), "The first ones."],
    certain: [
      certainFigure(samples, recognition),
      "Above those of which the judge is most certain, below those of which it is least, or which it takes for another digit than was asked for. Under each what it takes it for.",
    ],
    nearest: [
      nearestFigure(images, neighbours, training),
      "Above the samples that come nearest to a training image, with their distances, below those images: a copy would be the same.",
    ],
  } as const;
  const blocks = Object.entries(named).map(([name, [figure, caption]]) => ({ name, figure, caption }));
  for (const { name, figure, caption } of blocks) await context.figure(name, figure, caption);
  return blocks;
}
