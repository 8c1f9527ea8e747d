import { UsageError } from "../src/refusal.ts";
import type { Figure, Grid, Points, Trace, Window } from "./figure.ts";
import { baseLayout, frameAxis, panels, planeAxes, planeSize } from "./panels.ts";
import { pointsTrace } from "./points-trace.ts";
import { text } from "./text.ts";
import { accent, ink, muted, paper, slate, styleOf } from "./theme.ts";

/** A point of the plane with a name, such as a minimum of an energy. */
export interface Mark {
  readonly x: number;
  readonly y: number;
  readonly label: string;
  readonly symbol?: "circle" | "cross" | "star";
}

export interface Landscape {
  /** A function over the plane, such as an energy or a log-density; dark is low. */
  readonly values: Grid;
  /** The values that the contours run from and to, and their distance. */
  readonly levels: readonly [low: number, high: number, step: number];
  /** What the values are. */
  readonly label: string;
  readonly marks?: readonly Mark[];
  readonly points?: Points;
  /** Paths, each n x 2. */
  readonly paths?: readonly Points[];
  readonly window: Window;
  /** Whose colour the points have. */
  readonly name?: string;
  /** Whether dark is high. */
  readonly reversed?: boolean;
  readonly title?: string;
  /** Most points drawn. */
  readonly limit?: number;
}

function contours({ values: { x, y, z }, levels: [low, high, step], label, reversed }: Landscape): Trace {
  if (z.length !== x.length * y.length) {
    const expected = `${y.length} x ${x.length} = ${x.length * y.length}`;
    throw new UsageError({ what: "values of a landscape", got: `${z.length} values`, expected });
  }
  // well beyond the outermost contours, which would follow the edges of cells where they are cut
  const span = high - low;
  const cut = (value: number) =>
    value > high + span ? high + span : value >= low - span ? value : low - span;
  return {
    type: "contour",
    x: Float32Array.from(x),
    y: Float32Array.from(y),
    z: Array.from(y, (_, row) => Float32Array.from(x, (_, i) => cut(z[row * x.length + i]))),
    contours: { start: low, end: high, size: step, coloring: "heatmap" },
    zmin: low,
    zmax: high,
    colorscale: slate,
    reversescale: reversed !== true,
    line: { color: muted, width: 0.7, smoothing: 1 },
    colorbar: { title: { text: text(label), side: "right" }, thickness: 14, len: 0.9, outlinewidth: 0 },
    hoverinfo: "skip",
  };
}

const marker = (marks: readonly Mark[]): Trace => ({
  type: "scatter",
  mode: "markers+text",
  x: marks.map((mark) => mark.x),
  y: marks.map((mark) => mark.y),
  text: marks.map(({ label }) => `<b>${text(label)}</b>`),
  textposition: "top center",
  textfont: { size: 14, color: ink },
  marker: {
    symbol: marks.map(({ symbol = "circle" }) => (symbol === "cross" ? "x" : symbol)),
    size: 10,
    color: ink,
    line: { color: paper, width: 1.5 },
  },
  hoverinfo: "skip",
});

const pathTrace = (path: Points): Trace => ({
  type: "scatter",
  mode: "lines",
  x: Float32Array.from({ length: path.shape[0] }, (_, i) => path.get(i, 0)),
  y: Float32Array.from({ length: path.shape[0] }, (_, i) => path.get(i, 1)),
  line: { color: accent, width: 1.1 },
  opacity: 0.6,
  hoverinfo: "skip",
});

/** Contours of a function over the plane, with particles, paths and named points on it. */
export function landscape(input: Landscape): Figure {
  const { marks = [], points, paths = [], window, name = "langevin", title, limit = 3000 } = input;
  const { panel, layout } = panels({
    columns: 1,
    rows: 1,
    size: planeSize(window, 600),
    gap: [0, 0],
    margin: { l: 56, r: 116, t: title === undefined ? 16 : 56, b: 56 },
  });
  const axes = planeAxes(panel(0, 0), window) as Record<"xaxis" | "yaxis", object>;
  return {
    data: [
      contours(input),
      ...(points === undefined
        ? []
        : [pointsTrace(points, { colour: styleOf(name).colour, limit, size: 3, opacity: 0.45 })]),
      ...paths.map(pathTrace),
      ...(marks.length === 0 ? [] : [marker(marks)]),
    ],
    layout: {
      ...baseLayout(title && text(title)),
      ...layout,
      xaxis: { ...frameAxis(window[0]), ...axes.xaxis, title: { text: "<i>x</i>" } },
      yaxis: { ...frameAxis(window[1]), ...axes.yaxis, title: { text: "<i>y</i>" } },
    },
  };
}
