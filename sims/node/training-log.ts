import type { Moment } from "../../mnist/train.ts";
import { type Figure, lines } from "../../plots/index.ts";
import type { Context } from "../simulation.ts";
import type { Row } from "./training-so-far.ts";

/**
 * Losses that run.json keeps: each of the first steps, by which a rerun is compared, then a mean now and
 * then.
 */
const single = 20;
const every = 100;

/** An epoch: the mean of its steps' losses, by images, as training went, and the seconds of its steps. */
export type Epoch = {
  readonly epoch: number;
  readonly loss: number;
  readonly seconds: number;
};

/** The loss over the steps: each of the first, then means of a hundred. */
const lossFigure = (losses: readonly { readonly step: number; readonly loss: number }[]): Figure =>
  lines({
    x: { label: "step", log: true },
    panels: [
      {
        y: { label: "loss", log: true },
        series: [
          {
            label: "loss",
            x: losses.map(({ step }) => step),
            y: losses.map(({ loss }) => loss),
            look: "both",
          },
        ],
      },
    ],
    title: "Loss in training",
  });

/**
 * Shows how a training goes and keeps its losses.
 *
 * @param perEpoch steps an epoch
 * @param minutes what progress is measured by as long as the number of steps is open
 */
export function trainingLog(context: Context, perEpoch: number, minutes: number | undefined) {
  const recent: number[] = [];
  const losses: { step: number; loss: number }[] = [];
  const epochs: Epoch[] = [];
  let seen = 0;
  let sum = { loss: 0, images: 0, since: 0 };
  const mean = (): number => recent.reduce((total, loss) => total + loss, 0) / recent.length;

  /** Takes a step in; steps that were made before, on the way to a checkpoint, too. */
  const take = (row: Row): void => {
    const { step, loss, images, seconds } = row;
    context.metric(row);
    seen += images;
    recent.push(loss);
    if (recent.length > every) recent.shift();
    if (step <= single) losses.push({ step, loss });
    else if (step % every === 0) losses.push({ step, loss: mean() });
    sum = { ...sum, loss: sum.loss + loss * images, images: sum.images + images };
    if (step % perEpoch > 0) return;
    epochs.push({ epoch: step / perEpoch, loss: sum.loss / sum.images, seconds: seconds - sum.since });
    sum = { loss: 0, images: 0, since: seconds };
  };
  return {
    /** The mean loss of the last hundred steps. */
    loss: mean,
    epochs: epochs as readonly Epoch[],
    replay: (rows: readonly Row[]) => rows.forEach(take),
    /**
     * @param steps how many there will be
     * @param seconds spent on steps
     * @param elapsed seconds spent in all
     */
    moment(moment: Moment, steps: number, seconds: number, elapsed: number): void {
      const { step } = moment;
      take({ ...moment, seconds });
      const last = losses[losses.length - 1];
      if (step === steps && last.step !== step) losses.push({ step, loss: mean() });
      const note = `loss ${mean().toFixed(4)}, ${(step / seconds).toFixed(2)} steps/s`;
      if (steps === Infinity) context.progress("training", elapsed / 60, minutes ?? 1, note);
      else context.progress("training", step, steps, note);
      context.number("steps", step);
      context.number("training seconds", seconds);
      context.number("losses", losses);
      context.number("epochs", epochs);
    },
    /** The lines of the summary, and the figure of the losses. */
    async tell(step: number, seconds: number): Promise<void> {
      for (const { epoch, loss, seconds } of epochs)
        context.say(`epoch ${epoch}: loss ${loss.toFixed(6)}, ${seconds.toFixed(1)} s`);
      context.number("images", seen);
      context.say(
        `${step} steps over ${seen} images in ${Math.round(seconds)} s; loss ${mean().toFixed(4)}.`,
      );
      await context.figure("loss", lossFigure(losses));
    },
  };
}
