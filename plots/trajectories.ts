import { UsageError } from "../src/refusal.ts";
import { column } from "./column.ts";
import { densityTrace } from "./density-trace.ts";
import type { Figure, Frame, Grid, Points, Trace, Window } from "./figure.ts";
import { baseLayout, panels, planeAxes, planeSize } from "./panels.ts";
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

/** So many of the last steps of a path are drawn strongly. */
const recent = 7;
/** The paths of the first `trails` particles from frame `from` to frame `to`, with a gap after each. */
function paths(frames: readonly TrajectoryFrame[], trails: number, from: number, to: number) {
  const length = to - from + 2;
  const coordinate = (component: number) => {
    const values = new Float32Array(trails * length).fill(NaN);
    for (let k = from; k <= to; k++) {
      for (let i = 0; i < trails; i++) values[i * length + k - from] = frames[k].points.get(i, component);
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

/** What moves, at frame k, in the order of the traces: particles; of some the paths, their recent parts, their heads. */
function instant({ frames }: Trajectories, k: number, limit: number, trails: number) {
  const { points } = frames[k];
  const cloud = place(points, limit);
  const path = (from: number) => paths(frames, trails, from, k);
  return trails === 0 ? [cloud] : [cloud, path(0), path(Math.max(0, k - recent)), place(points, trails)];
}

const lines = (opacity: number, width: number) => ({
  mode: "lines",
  line: { color: accent, width },
  opacity,
});

/** How each of them looks. */
const looks = (colour: string) => [
  { mode: "markers", marker: { color: colour, size: 3.4, opacity: 0.6, line: { width: 0 } } },
  lines(0.22, 1.1),
  lines(0.85, 1.8),
  { mode: "markers", marker: { color: accent, size: 9, line: { color: paper, width: 1.5 } } },
];

/** The changing part of a density behind the particles. */
const backdrop = (density: Grid) => {
  const { x, y, z } = densityTrace(density);
  return { x, y, z };
};

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
  const trails = Math.min(input.trails ?? 4, particles);
  const last = frames.length - 1;
  const base = input.density ?? frames[last].density ?? frames.find((frame) => frame.density)?.density;
  const behind = base === undefined ? [] : [densityTrace(frames[last].density ?? base)];
  const first = behind.length;
  const follows = frames.some((frame) => frame.window);
  const { panel, layout } = panels({
    columns: 1,
    rows: 1,
    size: follows ? [640, 640] : planeSize(window, 640),
    gap: [0, 0],
    margin: { l: 44, r: 20, t: title === undefined ? 12 : 52, b: 36 },
  });
  const moves = first > 0 && frames.some((frame) => frame.density);
  const parts = instant(input, last, limit, trails);
  const toFrame = (frame: TrajectoryFrame, k: number): Frame => ({
    name: String(k),
    label: frame.label,
    traces: [...parts.keys()].map((i) => first + i).concat(moves ? [0] : []),
    data: [
      ...instant(input, k, limit, trails),
      ...(moves ? [backdrop(frame.density ?? (base as Grid))] : []),
    ],
    ...(follows && { layout: camera(frame.window ?? window) }),
  });
  const styles = looks(styleOf(input.name ?? "reverse-sde").colour);
  return {
    data: [
      ...behind,
      ...parts.map((part, i): Trace => ({ type: "scatter", ...styles[i], ...part, hoverinfo: "skip" })),
    ],
    layout: {
      ...baseLayout(title && text(title)),
      ...layout,
      ...planeAxes(panel(0, 0), frames[last].window ?? window),
    },
    frames: frames.map(toFrame),
  };
}
