import type { Block } from "../../plots/index.ts";
import type { Quality } from "./quality.ts";

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
