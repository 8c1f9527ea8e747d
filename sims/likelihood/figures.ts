import { type Figure, landscape, lines, type Window } from "../../plots/index.ts";
import type { LogDensities } from "./log-densities.ts";

/** Most points in a figure. */
const most = 400;

/** What the flow says against what is exact, and the difference of the two, with the errors of the probes. */
export function againstExact({ logDensity, exact, error }: LogDensities): Figure {
  const first = <T extends Float64Array>(values: T) => values.subarray(0, most);
  const x = first(exact);
  const bars = error === undefined ? {} : { error: first(error) };
  const ends = [x.reduce((a, b) => Math.min(a, b), Infinity), x.reduce((a, b) => Math.max(a, b), -Infinity)];
  const points = { label: "points", name: "flow", look: "points", x, ...bars } as const;
  const truth = { label: "exact", name: "truth", x: ends } as const;
  return lines({
    x: { label: "log p, closed form" },
    panels: [
      {
        y: { label: "log p through the flow" },
        series: [
          { ...points, y: first(logDensity) },
          { ...truth, y: ends },
        ],
      },
      {
        y: { label: "difference" },
        series: [
          { ...points, y: x.map((l, i) => logDensity[i] - l) },
          { ...truth, y: [0, 0] },
        ],
      },
    ],
  });
}

/** Levels of log p on a map, from far below its top to it. */
function levelsOf(values: Float64Array): [number, number, number] {
  const top = values.reduce((a, b) => Math.max(a, b), -Infinity);
  const high = Math.ceil(top);
  return [high - 16, high, 2];
}

/** log p over the window, row-major in y then x. */
export const map = (x: Float64Array, y: Float64Array, values: Float64Array, window: Window): Figure =>
  landscape({
    values: { x, y, z: values },
    levels: levelsOf(values),
    label: "log p",
    reversed: true,
    window,
  });
