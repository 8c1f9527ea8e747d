import type { Moments } from "../../../mnist/frechet-distance.ts";
import { type Block, digits } from "../../../plots/index.ts";
import { type Distance, distanceBesideReal } from "../../evaluation/distance.ts";
import type { Judging } from "../../evaluation/judging.ts";
import type { DigitsAsked, DigitsDrawn } from "../../networks.ts";
import type { Context } from "../../simulation.ts";
import type { CourseNumber } from "../entry.ts";
import { type Judged, judged, shares } from "../trained/judged.ts";
import type { Training } from "../trained/training.ts";

/** One of the networks: how it was trained, what it drew, and what the judge says of that. */
export interface Contestant {
  readonly key: string;
  /** What the page calls it. */
  readonly who: string;
  readonly training: Training;
  readonly drawn: DigitsDrawn;
  readonly seen: Judged;
  readonly distance: Distance;
}

interface Task {
  readonly judging: Judging;
  /** Features of the test images. */
  readonly reference: Moments;
  readonly asked: DigitsAsked;
}

/** Lets a network draw, and the judge judge. */
export async function contest(
  context: Context,
  of: Pick<Contestant, "key" | "who" | "training">,
  { judging, reference, asked }: Task,
): Promise<Contestant> {
  const { draw } = await context.networks();
  const drawn = await draw(context, { ...asked, weights: of.training.weights });
  const seen = await judged(context, judging, drawn);
  const training = await context.digits("training");
  const distance = await distanceBesideReal(context, judging, seen.features, reference, training, asked.seed);
  return { ...of, drawn, seen, distance };
}

/** Its numbers; those of a training are read from its record. */
export const contestNumbers = ({ key, who, training, seen, distance }: Contestant): CourseNumber[] => [
  {
    key: `${key}Seconds`,
    quantity: `${who}: seconds of training, looks and savings included`,
    value: training.seconds,
    error: 0,
    recorded: true,
  },
  ...shares(seen, key, who),
  {
    key: `${key}Frechet`,
    quantity: `${who}: Frechet distance to the test images; as many training images have ${distance.real.mean.toFixed(1)}`,
    value: distance.value,
    error: distance.error,
  },
];

/** Of the lecture's page. */
const side = 4;

/** The page of 16, and how it came about. */
export const contestFigure = ({ key, who, training, drawn }: Contestant): Block => {
  const rows = Math.min(side, Math.ceil(drawn.labels.length / side));
  const { parameters, command } = training;
  return {
    name: key,
    figure: digits({ images: drawn.images, rows, columns: side }),
    caption: `${who}, ${parameters.toLocaleString("en")} weights, trained by ${command}: ${drawn.by}, ${drawn.cost}, on ${drawn.backend}.`,
  };
};
