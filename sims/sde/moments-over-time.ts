import { type Figure, lines, type Series } from "../../plots/index.ts";
import { type Moments, moments } from "../../src/index.ts";
import { frame, type Samples } from "../sampling/ensemble.ts";
import type { LinearMoments } from "./linear-moments.ts";

/** Most coordinates that are drawn. */
const most = 3;

/** What a coordinate is called in a text. */
export const coordinateName = (j: number, d: number): string => (d <= 3 ? "xyz"[j] : `x${j + 1}`);

export const momentsOver = (run: Samples, times: readonly number[]): Moments[] =>
  times.map((_, k) => moments(frame(run, k).data, run.dimension));

/** Mean and variance of each coordinate over time with their standard errors, over the exact ones where they are known. */
export function momentsOverTime(
  measured: readonly Moments[],
  times: readonly number[],
  exact?: readonly LinearMoments[],
): Figure {
  const d = measured[0].mean.length;
  const shown = Array.from({ length: Math.min(most, d) }, (_, j) => j);
  const of = (j: number, mean: boolean): Series[] => [
    ...(exact === undefined
      ? []
      : [{ label: "exact", name: "truth", x: times, y: exact.map((e) => (mean ? e.mean : e.variance)[j]) }]),
    {
      label: coordinateName(j, d),
      look: "points",
      x: times,
      y: measured.map((m) => (mean ? m.mean[j] : m.covariance[j][j])),
      error: measured.map((m) => (mean ? m.meanError : m.varianceError)[j]),
    },
  ];
  return lines({
    x: { label: "t" },
    panels: [
      { y: { label: "mean" }, series: shown.flatMap((j) => of(j, true)) },
      { y: { label: "variance" }, series: shown.flatMap((j) => of(j, false)) },
    ],
  });
}
