import { type Figure, lines, type Series } from "../../../plots/index.ts";
import type { Training } from "./training.ts";

/** Images of an epoch of MNIST. */
const perEpoch = 60_000;

/** The mean loss of each epoch so far, after each step: what the bar of an epoch shows. */
function running(steps: Training["steps"]): Series[] {
  const epochs: { x: number[]; y: number[] }[] = [];
  let [seen, sum] = [0, 0];
  for (const { images, loss } of steps) {
    const epoch = Math.floor(seen / perEpoch);
    if (seen % perEpoch === 0) sum = 0;
    sum += loss * images;
    seen += images;
    epochs[epoch] ??= { x: [], y: [] };
    epochs[epoch].x.push(seen / perEpoch);
    epochs[epoch].y.push(sum / (seen - epoch * perEpoch));
  }
  return epochs.map((of) => ({ label: "ours, the epoch so far", name: "reverse-sde", ...of }));
}

/**
 * The loss by epoch beside the lecture's, and the running loss.
 *
 * @param lecture losses by epoch
 */
export function lossFigure({ epochs, steps }: Training, lecture: readonly number[]): Figure {
  const numbered = (y: readonly number[]) => ({ x: y.map((_, k) => k + 1), y, look: "both" as const });
  const byEpoch: Series[] = [
    { label: "ours", ...numbered(epochs.map(({ loss }) => loss)) },
    { label: "the lecture's", ...numbered(lecture), name: "truth" },
  ];
  const panels = [
    { y: { label: "mean loss of an epoch" }, series: byEpoch.filter(({ x }) => x.length > 0) },
    { y: { label: "mean loss of the epoch so far", log: true }, series: running(steps) },
  ];
  return lines({ x: { label: "epoch" }, panels });
}
