import type { Block } from "../../../plots/index.ts";
import type { CourseNumber } from "../entry.ts";
import { lossFigure } from "./loss-figure.ts";
import type { Training } from "./training.ts";

/** What a lecture prints of a training. */
export interface Printed {
  /** By epoch. */
  readonly losses: readonly number[];
  /** Of an epoch, on its T4. */
  readonly seconds: readonly [low: number, high: number];
  /** The share of its loss by which ours may differ in each epoch; none where its network is another. */
  readonly within?: readonly number[];
}

/** Loss and seconds of each epoch as numbers beside the lecture's. */
export function epochNumbers({ epochs }: Training, { losses, seconds, within }: Printed): CourseNumber[] {
  const ofEpoch = ({ epoch, loss }: Training["epochs"][0]): CourseNumber => {
    const k = epoch - 1;
    const lecture =
      within === undefined || k >= losses.length
        ? { beside: losses[k] }
        : { lecture: losses[k], within: within[k] };
    const allowed = within?.[k] === undefined ? "" : `, to agree within ${100 * within[k]} %`;
    return {
      key: `loss${epoch}`,
      quantity: `mean loss of epoch ${epoch}${allowed}`,
      value: loss,
      error: 0,
      recorded: true,
      ...lecture,
    };
  };
  const mean = epochs.reduce((sum, { seconds }) => sum + seconds / epochs.length, 0);
  const time: CourseNumber = {
    key: "secondsAnEpoch",
    quantity: "seconds an epoch, the lecture's on a T4",
    value: mean,
    error: 0,
    recorded: true,
    beside: seconds,
  };
  return [...epochs.map(ofEpoch), ...(epochs.length === 0 ? [] : [time])];
}

/** What made it, the table of its epochs, and the curves of its loss. */
export function epochBlocks(training: Training, { losses, seconds: [low, high] }: Printed): Block[] {
  const { command, parameters, backend, epochs, steps } = training;
  const figure = {
    name: "loss",
    figure: lossFigure(training, losses),
    caption:
      epochs.length === 0
        ? "The mean loss so far: no epoch is finished."
        : "Left, the mean loss of each epoch; right, that of the epoch so far, as its bar shows it.",
  };
  const table = {
    columns: ["epoch", "mean loss", "the lecture's", "seconds", "the lecture's, on a T4"],
    rows: epochs.map(({ epoch, loss, seconds }) => [
      `${epoch}`,
      loss,
      losses[epoch - 1] ?? null,
      seconds,
      `${low} to ${high}`,
    ]),
    digits: 5,
    caption: "The seconds depend on what else the machine had to do.",
  };
  return [
    `A network of ${parameters.toLocaleString("en")} weights, trained in ${steps[steps.length - 1].step.toLocaleString("en")} steps on the backend ${backend} by the command below. Its losses are read from the record that this left; the digits are drawn now.`,
    { code: command },
    ...(epochs.length === 0 ? [] : [{ table }]),
    figure,
  ];
}
