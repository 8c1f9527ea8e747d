import { fan, type NamedFigure, trajectories } from "../../plots/index.ts";
import { frame, type Samples } from "../sampling/ensemble.ts";
import { fanOf } from "../sampling/fan-of.ts";
import { boundingWindow } from "../sampling/window.ts";
import type { Context } from "../simulation.ts";
import type { LinearMoments } from "./linear-moments.ts";
import { coordinateName, momentsOver, momentsOverTime } from "./moments-over-time.ts";

/** The fan of the first component, the moments over time, and from two dimensions on the particles on their way. */
export async function figures(
  context: Context,
  run: Samples,
  times: readonly number[],
  exact?: readonly LinearMoments[],
): Promise<NamedFigure[]> {
  const d = run.dimension;
  const named = [
    {
      name: "paths",
      figure: fan({
        ...fanOf(run, times),
        label: coordinateName(0, d),
        ...(exact !== undefined && {
          exact: [{ label: "exact mean", values: exact.map(({ mean }) => mean[0]) }],
        }),
      }),
      caption: "Quantiles of all paths, and a few of them.",
    },
    {
      name: "moments",
      figure: momentsOverTime(momentsOver(run, times), times, exact),
      caption: "Mean and variance with their standard errors.",
    },
    ...(d < 2
      ? []
      : [
          {
            name: "trajectories",
            figure: trajectories({
              frames: times.map((t, k) => ({
                label: `t = ${Number(t.toPrecision(3))}`,
                points: frame(run, k),
              })),
              window: boundingWindow(
                run.frames.data.filter((_, i) => i % d < 2),
                2,
                0.05,
              ),
              name: "langevin",
            }),
            caption: "The particles on their way, with the paths of a few.",
          },
        ]),
  ];
  for (const { name, figure, caption } of named) await context.figure(name, figure, caption);
  return named;
}
