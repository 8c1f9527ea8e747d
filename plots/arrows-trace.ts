import { UsageError } from "../src/refusal.ts";
import type { Arrows, Trace } from "./figure.ts";

/** Lengths beyond this quantile are drawn as long as it, or one far arrow would shrink all the others to dots. */
const cap = 0.9;

function check({ x, y, u, v }: Arrows): void {
  if ([y, u, v].every((values) => values.length === x.length)) return;
  throw new UsageError({
    what: "arrows of a figure",
    got: `lengths ${[x, y, u, v].map((values) => values.length).join(", ")}`,
    expected: "four arrays of one length",
  });
}

const extent = (values: ArrayLike<number>) => {
  const known = Array.from(values).filter(Number.isFinite);
  return Math.max(...known) - Math.min(...known);
};

/** The distance between neighbouring roots, for roots that fill a square lattice. */
function spacing({ x, y }: Arrows): number {
  const across = Math.sqrt(x.length) - 1;
  const room = Math.max(extent(x), extent(y));
  return across > 0 && room > 0 ? room / across : 1;
}

/** By how much the arrows are drawn longer than they are: the long ones just reach the next root. */
export function arrowScale(arrows: Arrows): number {
  const { u, v } = arrows;
  const lengths = Float64Array.from(u, (ui, i) => Math.hypot(ui, v[i])).filter(
    (length) => length > 0 && length < Infinity,
  );
  const long = lengths.sort()[Math.floor(cap * (lengths.length - 1))];
  return long === undefined ? 1 : (0.95 * spacing(arrows)) / long;
}

/** Corners of an arrow along the unit vector (a, b): a slender shaft and a filled head. */
function outline(
  x: number,
  y: number,
  a: number,
  b: number,
  length: number,
  cell: number,
): [number, number][] {
  const head = Math.min(0.5 * length, 0.36 * cell);
  const [shaft, wing, neck] = [0.024 * cell, 0.45 * head, length - head];
  const corners = [
    [0, shaft],
    [neck, shaft],
    [neck, wing],
    [length, 0],
    [neck, -wing],
    [neck, -shaft],
    [0, -shaft],
    [0, shaft],
  ];
  return corners.map(([along, aside]) => [x + along * a - aside * b, y + along * b + aside * a]);
}

/**
 * Arrows on axes with equal units, as one filled path: plotly's own quiver lies below a heatmap, and takes a node
 * for each arrow. Lengths are in proportion, times `arrowScale`; the longest tenth is cut to one length.
 */
export function arrowsTrace(
  arrows: Arrows,
  colour: string,
  axes: { xaxis?: string; yaxis?: string } = {},
): Trace {
  check(arrows);
  const { x, y, u, v } = arrows;
  const [cell, scale] = [spacing(arrows), arrowScale(arrows)];
  const corners = Array.from(x, (_, i) => i).flatMap((i): [number, number][] => {
    const size = Math.hypot(u[i], v[i]);
    const length = Math.min(0.95 * cell, size * scale);
    if (!(length > 0.04 * cell)) return [];
    return [...outline(x[i], y[i], u[i] / size, v[i] / size, length, cell), [NaN, NaN]];
  });
  return {
    type: "scatter",
    mode: "lines",
    x: Float32Array.from(corners, ([cx]) => cx),
    y: Float32Array.from(corners, ([, cy]) => cy),
    fill: "toself",
    fillcolor: colour,
    line: { width: 0, simplify: false },
    hoverinfo: "skip",
    ...axes,
  };
}
