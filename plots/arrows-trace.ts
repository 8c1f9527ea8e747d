import { UsageError } from "../src/refusal.ts";
import type { Arrows, Trace } from "./figure.ts";

/** Lengths beyond this quantile are drawn as long as it, or one far arrow would shrink all the others to dots. */
const cap = 0.9;

/** Arrows in proportion to their lengths, the longest about as long as the distance between their roots. */
export function arrowsTrace(
  { x, y, u, v }: Arrows,
  colour: string,
  axes: { xaxis?: string; yaxis?: string } = {},
): Trace {
  if ([y, u, v].some((values) => values.length !== x.length)) {
    throw new UsageError({
      what: "arrows of a figure",
      got: `lengths ${[x, y, u, v].map((values) => values.length).join(", ")}`,
      expected: "four arrays of one length",
    });
  }
  const lengths = Float64Array.from(u, (ui, i) => Math.hypot(ui, v[i]))
    .filter(Number.isFinite)
    .sort();
  const longest = lengths[Math.floor(cap * (lengths.length - 1))] ?? 0;
  const shrink = (i: number) => Math.min(1, longest / Math.hypot(u[i], v[i]));
  const drawn = longest > 0 ? Array.from(x, (_, i) => i).filter((i) => Math.hypot(u[i], v[i]) > 0) : [];
  return {
    type: "quiver",
    x: Float32Array.from(drawn, (i) => x[i]),
    y: Float32Array.from(drawn, (i) => y[i]),
    u: Float32Array.from(drawn, (i) => u[i] * shrink(i)),
    v: Float32Array.from(drawn, (i) => v[i] * shrink(i)),
    arrowref: "paper",
    lengthmode: "scaled",
    anchor: "tail",
    marker: { color: colour, line: { width: 1.3 }, showscale: false },
    hoverinfo: "skip",
    ...axes,
  };
}
