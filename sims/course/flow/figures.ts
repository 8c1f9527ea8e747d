import { type Figure, lines, paths } from "../../../plots/index.ts";
import { scheduleOf } from "../../../src/index.ts";
import type { Samples } from "../../sampling/ensemble.ts";
import { lawAt } from "./data.ts";
import type { EndLaws } from "./end-laws.ts";

export const kinds = ["flow", "reverse-sde"] as const;
export type Kind = (typeof kinds)[number];
export const labels = { flow: "probability flow", "reverse-sde": "reverse SDE" } as const;
const window = [-3, 3] as const;

/** p_t(x) over the run, each instant over its own maximum. */
function backdrop(times: readonly number[], T: number) {
  const schedule = scheduleOf({ name: "ddpm", T });
  const y = Float64Array.from({ length: 121 }, (_, i) => window[0] + ((window[1] - window[0]) * i) / 120);
  const columns = times.map((t) => {
    const { p } = lawAt(schedule.alpha(t), schedule.sigma(t)).values(y);
    const top = p.reduce((a, b) => Math.max(a, b));
    return p.map((v) => v / top);
  });
  return {
    x: times,
    y,
    z: Float64Array.from(
      { length: times.length * y.length },
      (_, i) => columns[i % times.length][Math.floor(i / times.length)],
    ),
  };
}

/** Every recorded path of the two runs. */
export function pathsFigure(
  times: readonly number[],
  T: number,
  runs: Readonly<Record<Kind, Samples>>,
): Figure {
  const path = ({ frames }: Samples, i: number) => times.map((_, k) => frames.get(k, i, 0));
  return paths({
    t: times,
    groups: kinds.map((kind) => ({
      label: labels[kind],
      name: kind,
      values: Array.from({ length: runs[kind].frames.shape[1] }, (_, i) => path(runs[kind], i)),
    })),
    density: backdrop(times, T),
    window,
  });
}

/** The exact laws at t = 0 beside the data's. */
export function lawsFigure({ nodes, flow, sde }: EndLaws): Figure {
  const inside = (values: Float64Array) => values.filter((_, i) => nodes[i] >= -2.5 && nodes[i] <= 2.5);
  const x = inside(nodes);
  return lines({
    x: { label: "x" },
    panels: [
      {
        y: { label: "density" },
        series: [
          { label: "data", x, y: lawAt(1, 0).values(x).p, name: "truth" },
          { label: "probability flow", x, y: inside(flow.p), name: "flow" },
          { label: "reverse SDE", x, y: inside(sde.p), name: "reverse-sde" },
        ],
      },
    ],
  });
}
