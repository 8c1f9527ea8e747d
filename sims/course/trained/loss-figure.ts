import { type Figure, lines, type Series } from "../../../plots/index.ts";
import type { Training } from "./training.ts";

/**
 * The mean loss of each epoch so far, after each step: what the bar of an epoch shows.
 *
 * @param perEpoch steps
 * @param unit steps that are 1 on the axis
 */
function running(steps: Training["steps"], perEpoch: number, unit: number): Series[] {
  const epochs: { x: number[]; y: number[]; images: number; sum: number }[] = [];
  for (const { step, images, loss } of steps) {
    const k = Math.ceil(step / perEpoch) - 1;
    epochs[k] ??= { x: [], y: [], images: 0, sum: 0 };
    const epoch = epochs[k];
    epoch.images += images;
    epoch.sum += loss * images;
    epoch.x.push(step / unit);
    epoch.y.push(epoch.sum / epoch.images);
  }
  // passes over the hole that an epoch without a line leaves
  return epochs.flatMap(({ x, y }) => [{ label: "ours, the epoch so far", name: "reverse-sde", x, y }]);
}

/**
 * The loss by epoch beside the lecture's, and the running loss; that alone, by steps, where no epoch is finished.
 *
 * @param lecture losses by epoch
 */
export function lossFigure({ epochs, steps, perEpoch }: Training, lecture: readonly number[]): Figure {
  const last = steps[steps.length - 1].step;
  const so = {
    y: { label: "mean loss of the epoch so far", log: true },
    series: running(steps, perEpoch ?? last, perEpoch ?? 1),
  };
  if (perEpoch === undefined) return lines({ x: { label: "step" }, panels: [so] });
  const series: Series[] = [
    { label: "ours", x: epochs.map(({ epoch }) => epoch), y: epochs.map(({ loss }) => loss), look: "both" },
    { label: "the lecture's", x: lecture.map((_, k) => k + 1), y: lecture, look: "both", name: "truth" },
  ];
  return lines({ x: { label: "epoch" }, panels: [{ y: { label: "mean loss of an epoch" }, series }, so] });
}
