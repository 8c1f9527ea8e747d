import ndarray from "ndarray";
import { type Figure, lines, samples } from "../../plots/index.ts";
import { quantile } from "../sampling/fan-of.ts";
import type { PassageLaw } from "./passage-law.ts";

/** Histogram of passage times under the exponential of the slowest rate. */
export function histogramFigure(times: Float64Array, { mean, rate }: PassageLaw): Figure {
  const end = 6 * mean;
  const x = Float64Array.from({ length: 300 }, (_, i) => ((i + 0.5) / 300) * end);
  return samples({
    points: ndarray(times, [times.length, 1]),
    density: { x, p: x.map((t) => rate * Math.exp(-rate * t)) },
    window: [[0, end]],
    name: "langevin",
    label: "passage time",
  });
}

/** The share that has not passed, at as many times as a figure needs, on a logarithmic axis. */
export function survivalFigure(times: Float64Array, { rate }: PassageLaw): Figure {
  const sorted = times.toSorted();
  const shares = Array.from({ length: 60 }, (_, i) => 10 ** (-i / 20)).filter(
    (share) => share * times.length >= 5,
  );
  const at = shares.map((share) => quantile(sorted, 1 - share));
  return lines({
    x: { label: "t" },
    panels: [
      {
        y: { label: "share that has not passed", log: true },
        series: [
          { label: "simulated", name: "langevin", look: "points", x: at, y: shares },
          { label: "exp(-rate t), exact rate", name: "truth", x: at, y: at.map((t) => Math.exp(-rate * t)) },
        ],
      },
    ],
  });
}
