import { UsageError } from "../src/refusal.ts";
import { column } from "./column.ts";
import { densityTrace } from "./density-trace.ts";
import type { Figure, Frame, Grid, Points, Trace, Window } from "./figure.ts";
import { baseLayout, panels, planeAxes } from "./panels.ts";
import { pointsTrace } from "./points-trace.ts";
import { text } from "./text.ts";
import { accent, paper, styleOf } from "./theme.ts";

export interface TrajectoryFrame {
  /** Such as "t = 0.50". */
  readonly label: string;
  /** (n x 2), the same particles in every frame. */
  readonly points: Points;
  /** The density at this instant, in place of the figure's. */
  readonly density?: Grid;
  /** In place of the figure's window: a camera that follows a cloud as it shrinks. */
  readonly window?: Window;
}

export interface Trajectories {
  readonly frames: readonly TrajectoryFrame[];
  /** What lies behind the particles all the time. */
  readonly density?: Grid;
  /** Of how many particles the path is drawn: the first ones. */
  readonly trails?: number;
  readonly window: Window;
  /** Whose colour: a name of the theme. */
  readonly name?: string;
  readonly title?: string;
  /** Most particles drawn. */
  readonly limit?: number;
}

/** Most coordinates in all frames together, which keeps an animation below a megabyte. */
const budget = 120_000;

/** The paths of the first `trails` particles up to frame `last`, one after the other with a gap between. */
function paths(frames: readonly TrajectoryFrame[], trails: number, last: number) {
  const coordinate = (component: number) => {
    const values = new Float32Array(trails * (last + 2)).fill(NaN);
    for (let k = 0; k <= last; k++) {
      for (let i = 0; i < trails; i++) values[i * (last + 2) + k] = frames[k].points.get(i, component);
    }
    return values;
  };
  return { x: coordinate(0), y: coordinate(1) };
}

const place = (points: Points, limit: number) => ({
  x: column(points, 0, limit),
  y: column(points, 1, limit),
});

const camera = ([x, y]: Window) => ({ xaxis: { range: x }, yaxis: { range: y } });

function check({ frames }: Trajectories): void {
  const sizes = new Set(frames.map(({ points }) => points.shape[0]));
  if (sizes.size !== 1) {
    throw new UsageError({
      what: "frames of trajectories",
      got: `${frames.length} frames of ${[...sizes].join(", ")} particles`,
      expected: "at least one frame, and the same particles in each",
    });
  }
}

/** The moving parts at frame k, in the order of the traces: particles, paths, heads, and a density if it moves. */
function instant(
  { frames, name = "reverse-sde" }: Trajectories,
  k: number,
  limit: number,
  trails: number,
): Trace[] {
  const { points } = frames[k];
  const { colour } = styleOf(name);
  return [
    pointsTrace(points, { colour, limit, size: 3.4, opacity: 0.55 }),
    {
      type: "scatter",
      mode: "lines",
      ...paths(frames, trails, k),
      line: { color: accent, width: 1.3 },
      opacity: 0.6,
      hoverinfo: "skip",
    },
    {
      type: "scatter",
      mode: "markers",
      ...place(points, trails),
      marker: { color: accent, size: 9, line: { color: paper, width: 1.5 } },
      hoverinfo: "skip",
    },
  ];
}

/** Particles moving over a density, a few with their paths; the figure at rest shows the last frame. */
export function trajectories(input: Trajectories): Figure {
  check(input);
  const { frames, window, title } = input;
  const particles = frames[0].points.shape[0];
  const limit = Math.min(
    input.limit ?? 1000,
    particles,
    Math.max(50, Math.floor(budget / (2 * frames.length))),
  );
  const trails = Math.min(input.trails ?? 5, particles);
  const last = frames.length - 1;
  const base = frames[last].density ?? input.density;
  const behind = base === undefined ? [] : [densityTrace(base)];
  const first = behind.length;
  const { panel, layout } = panels({
    columns: 1,
    rows: 1,
    size: [640, 640],
    gap: [0, 0],
    margin: { l: 44, r: 20, t: title === undefined ? 12 : 52, b: 36 },
  });
  const toFrame = (frame: TrajectoryFrame, k: number): Frame => ({
    name: String(k),
    label: frame.label,
    traces: [first, first + 1, first + 2, ...(frame.density !== undefined && first > 0 ? [0] : [])],
    data: [
      ...[place(frame.points, limit), paths(frames, trails, k), place(frame.points, trails)],
      ...(frame.density !== undefined && first > 0
        ? [(({ x, y, z }) => ({ x, y, z }))(densityTrace(frame.density))]
        : []),
    ],
    ...(frames.some((other) => other.window) && { layout: camera(frame.window ?? window) }),
  });
  return {
    data: [...behind, ...instant(input, last, limit, trails)],
    layout: {
      ...baseLayout(title && text(title)),
      ...layout,
      ...planeAxes(panel(0, 0), frames[last].window ?? window),
    },
    frames: frames.map(toFrame),
  };
}
