import { type Figure, lines, type Series } from "../../plots/index.ts";
import { grids, moments } from "../../src/index.ts";
import { frame, type Samples } from "../sampling/ensemble.ts";
import type { Laws, Moments } from "./laws.ts";

/** The moments of the run at each recorded time beside the laws'. */
export function momentsFigure(
  run: Samples,
  times: readonly number[],
  { to, steps }: { readonly to: number; readonly steps: number },
  exact: Laws,
): Figure {
  const measured = times.map((_, k) => moments(frame(run, k).data, 1));
  const fine = grids.uniform(0, to, 200);
  const of = (key: keyof Moments): Series[] => [
    { label: "exact", name: "truth", x: fine, y: fine.map((t) => exact.process(t)[key]) },
    {
      label: "this scheme, exact",
      look: "guide",
      x: times,
      y: times.map((t) => exact.scheme(Math.round((t / to) * steps))[key]),
    },
    {
      label: "simulated",
      name: "langevin",
      look: "points",
      x: times,
      y: measured.map((m) => (key === "mean" ? m.mean[0] : m.covariance[0][0])),
      error: measured.map((m) => (key === "mean" ? m.meanError[0] : m.varianceError[0])),
    },
  ];
  return lines({
    x: { label: "t" },
    panels: [
      { y: { label: "mean" }, series: of("mean") },
      { y: { label: "variance" }, series: of("variance") },
    ],
  });
}
