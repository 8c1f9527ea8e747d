import ndarray, { type NdArray } from "ndarray";
import { lines, type NamedFigure, trajectories } from "../../../plots/index.ts";
import { densityGrid } from "../../../src/index.ts";
import { twoModes } from "../../../toy-distributions/index.ts";
import { frame, type Samples } from "../../sampling/ensemble.ts";
import { shareOfLargeMode } from "./share.ts";

/** Particles of the animation: the first ones. */
const shown = 500;

const first = (points: NdArray<Float64Array>): NdArray<Float64Array> => {
  const n = Math.min(shown, points.shape[0]);
  return ndarray(points.data.slice(0, 2 * n), [n, 2]);
};

export interface TwoModesRun {
  readonly run: Samples;
  /** Of each frame: what the slider says, and its abscissa. */
  readonly frames: readonly { readonly label: string; readonly at: number }[];
  readonly half: number;
  /** Of how many particles the path is drawn. */
  readonly trails: number;
  /** Whose colour. */
  readonly name: string;
}

/** The particles on their way, over the density of the data. */
export function moving({ run, frames, half, trails, name }: TwoModesRun): NamedFigure {
  const window = [
    [-half, half],
    [-half, half],
  ] as const;
  const figure = trajectories({
    frames: frames.map(({ label }, k) => ({ label, points: first(frame(run, k)) })),
    density: densityGrid(twoModes.logDensity, [], window),
    window,
    trails,
    name,
  });
  const paths = trails > 0 ? `, with the paths of ${trails}` : "";
  const caption = `${Math.min(shown, run.frames.shape[1])} of the particles${paths}; behind them the density.`;
  return { name: "trajectories", figure, caption };
}

/** The share of the large mode against the steps, beside the true one. */
export function shares({ run, frames, name }: TwoModesRun): NamedFigure {
  const x = frames.map(({ at }) => at);
  const measured = x.map((_, k) => shareOfLargeMode(frame(run, k).data));
  const figure = lines({
    x: { label: "steps" },
    panels: [
      {
        y: { label: "share of the particles with the large mode" },
        series: [
          { label: "measured", x, y: measured.map(({ value }) => value), name },
          { label: "true weight", x: [x[0], x[x.length - 1]], y: [0.8, 0.8], name: "truth" },
        ],
      },
    ],
  });
  return { name: "share", figure, caption: "The share that the large mode holds, against the steps." };
}
