import { column } from "./column.ts";
import { densityTrace } from "./density-trace.ts";
import type { Curve, Figure, Grid, Points, Trace, Window } from "./figure.ts";
import { baseLayout, frameAxis, panels, planeAxes, planeSize } from "./panels.ts";
import { pointsTrace } from "./points-trace.ts";
import { symbol } from "./symbol.ts";
import { text } from "./text.ts";
import { ink, styleOf } from "./theme.ts";

export interface Samples {
  /** (n x d); beyond two dimensions the first two coordinates are shown. */
  readonly points: Points;
  /** The exact law: a curve for d = 1, a grid over the plane for d = 2. */
  readonly density?: Grid | Curve;
  readonly window: Window;
  /** Whose colour: a name of the theme, such as "langevin" or "reverse-sde". */
  readonly name?: string;
  readonly title?: string;
  /** What the samples of one dimension are; "x" unless told. */
  readonly label?: string;
  /** Most particles drawn as dots; a histogram always counts all. */
  readonly limit?: number;
}

/** Bars whose areas sum to the share of the particles inside the window. */
function histogram(values: Float32Array, [low, high]: readonly [number, number], colour: string): Trace {
  const bins = Math.max(20, Math.min(100, Math.round(2 * Math.cbrt(values.length))));
  const width = (high - low) / bins;
  const counts = new Float64Array(bins);
  for (const value of values) if (value >= low && value < high) counts[Math.floor((value - low) / width)]++;
  return {
    type: "bar",
    x: Float32Array.from(counts, (_, i) => low + (i + 0.5) * width),
    y: Float32Array.from(counts, (count) => count / (values.length * width)),
    width,
    marker: { color: colour, opacity: 0.45, line: { width: 0 } },
    hoverinfo: "skip",
  };
}

const curveTrace = ({ x, p }: Curve): Trace => ({
  type: "scatter",
  mode: "lines",
  x: Float32Array.from(x),
  y: Float32Array.from(p),
  line: { color: ink, width: 2.5 },
  hoverinfo: "skip",
});

const isCurve = (density: Grid | Curve): density is Curve => "p" in density;

function line({ points, density, window, name = "langevin", title, label = "x" }: Samples): Figure {
  const { panel, layout } = panels({
    columns: 1,
    rows: 1,
    size: [860, 480],
    gap: [0, 0],
    margin: { l: 60, r: 20, t: title === undefined ? 16 : 56, b: 56 },
  });
  const data = [histogram(column(points, 0), window[0], styleOf(name).colour)];
  if (density !== undefined && isCurve(density)) data.push(curveTrace(density));
  const axes = panel(0, 0).layout(
    { ...frameAxis(window[0]), mirror: false, title: { text: symbol(label) } },
    { ...frameAxis(), mirror: false, rangemode: "tozero", title: { text: "density" } },
  );
  return { data, layout: { ...baseLayout(title && text(title)), ...layout, ...axes, bargap: 0 } };
}

function plane({ points, density, window, name = "langevin", title, limit = 4000 }: Samples): Figure {
  const { panel, layout } = panels({
    columns: 1,
    rows: 1,
    size: planeSize(window, 620),
    gap: [0, 0],
    margin: { l: 60, r: 20, t: title === undefined ? 16 : 56, b: 56 },
  });
  const higher = points.shape[1] > 2;
  const axes = planeAxes(panel(0, 0), window) as Record<"xaxis" | "yaxis", object>;
  const named = (component: number, letter: string) => ({
    title: { text: higher ? `<i>x</i><sub>${component}</sub>` : `<i>${letter}</i>` },
  });
  return {
    data: [
      ...(density !== undefined && !isCurve(density) ? [densityTrace(density)] : []),
      pointsTrace(points, { colour: styleOf(name).colour, limit, size: 3.5, opacity: 0.5 }),
    ],
    layout: {
      ...baseLayout(title && text(title)),
      ...layout,
      xaxis: { ...axes.xaxis, ...named(1, "x") },
      yaxis: { ...axes.yaxis, ...named(2, "y") },
    },
  };
}

/** One ensemble against its exact law: a histogram in one dimension, dots over the density in two or more. */
export const samples = (input: Samples): Figure => (input.points.shape[1] === 1 ? line(input) : plane(input));
