import { UsageError } from "../src/refusal.ts";
import type { Grid, Trace } from "./figure.ts";
import { slate } from "./theme.ts";

/** Rows of 256 levels: the square root of z over its maximum, so that thin tails can be seen beside a peak. */
function levels({ x, y, z }: Grid): Uint8Array[] {
  if (z.length !== x.length * y.length) {
    throw new UsageError({
      what: "density grid of a figure",
      got: `${z.length} values`,
      expected: `${y.length} x ${x.length} = ${x.length * y.length}`,
    });
  }
  let top = 0;
  for (let i = 0; i < z.length; i++) if (z[i] > top && z[i] < Infinity) top = z[i];
  const level = (value: number) =>
    value > 0 && top > 0 ? Math.round(255 * Math.sqrt(Math.min(1, value / top))) : 0;
  return Array.from(y, (_, row) => Uint8Array.from(x, (_, i) => level(z[row * x.length + i])));
}

/** A density as shading behind particles or arrows. */
export const densityTrace = (grid: Grid, axes: { xaxis?: string; yaxis?: string } = {}): Trace => ({
  type: "heatmap",
  x: Float32Array.from(grid.x),
  y: Float32Array.from(grid.y),
  z: levels(grid),
  zmin: 0,
  zmax: 255,
  zsmooth: "best",
  colorscale: slate,
  showscale: false,
  hoverinfo: "skip",
  ...axes,
});
