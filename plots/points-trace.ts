import { column } from "./column.ts";
import type { Points, Trace } from "./figure.ts";

interface Options {
  readonly colour: string;
  /** How many of the particles are drawn: the first ones. */
  readonly limit?: number;
  /** Diameter in pixels. */
  readonly size?: number;
  readonly opacity?: number;
  readonly xaxis?: string;
  readonly yaxis?: string;
}

/** Particles as dots, in SVG: sharp in print and in a vector file, and no limit on figures a page as WebGL has. */
export const pointsTrace = (
  points: Points,
  { colour, limit, size = 3, opacity = 0.6, ...axes }: Options,
): Trace => ({
  type: "scatter",
  mode: "markers",
  x: column(points, 0, limit),
  y: column(points, 1, limit),
  marker: { color: colour, size, opacity, line: { width: 0 } },
  hoverinfo: "skip",
  ...axes,
});
