import { UsageError } from "../src/refusal.ts";
import type { Figure, Trace } from "./figure.ts";
import { logAxis } from "./log-axis.ts";
import { baseLayout, panels } from "./panels.ts";
import { text } from "./text.ts";
import { muted, slate, styleOf } from "./theme.ts";

export interface DistanceCurve {
  /** Whose colour: "langevin", "annealed", "reverse-sde", "flow" or another name. */
  readonly name: string;
  readonly label: string;
  /** Score evaluations a particle, rising. */
  readonly evaluations: readonly number[];
  readonly distance: readonly number[];
}

export interface Distance {
  readonly curves: readonly DistanceCurve[];
  /** Between which distances exact samples of the same size lie. */
  readonly band?: { readonly low: number; readonly high: number; readonly label?: string };
  /** What the distance is. */
  readonly metric?: string;
  readonly title?: string;
}

const size = [760, 460] as const;

/** Heights for the labels at the curves' ends, in pixels from the bottom, at least a line apart. */
function spread(ends: readonly number[]): number[] {
  const line = 22;
  const order = ends.map((_, i) => i).sort((i, j) => ends[i] - ends[j]);
  const heights = [...ends];
  for (let k = 1; k < order.length; k++) {
    heights[order[k]] = Math.max(heights[order[k]], heights[order[k - 1]] + line);
  }
  const over = Math.max(0, (heights[order.at(-1) ?? 0] ?? 0) - size[1]);
  return heights.map((height) => height - over);
}

const curveTrace = ({ name, label, evaluations, distance }: DistanceCurve): Trace => {
  const { colour, dash, symbol } = styleOf(name);
  return {
    type: "scatter",
    mode: "lines+markers",
    name: text(label),
    x: Float32Array.from(evaluations),
    y: Float32Array.from(distance),
    line: { color: colour, width: 2.5, dash },
    marker: { color: colour, symbol, size: 9 },
    cliponaxis: false,
    hovertemplate: "%{x:,} evaluations<br>%{y:.3g}",
  };
};

const bandShape = ({ low, high }: { low: number; high: number }) => ({
  type: "rect",
  xref: "paper",
  x0: 0,
  x1: 1,
  y0: low,
  y1: high,
  fillcolor: slate[2][1],
  opacity: 0.6,
  line: { width: 0 },
  layer: "below",
});

const bandLabel = (low: number, label: string) => ({
  text: text(label),
  xref: "paper",
  x: 0,
  xshift: 8,
  y: Math.log10(low),
  xanchor: "left",
  yanchor: "top",
  showarrow: false,
  font: { size: 14, color: muted },
});

/** Distance from the truth against score evaluations, both logarithmic, a curve a sampler, named at its end. */
export function distance({ curves, band, metric = "distance", title }: Distance): Figure {
  for (const { label, evaluations, distance } of curves) {
    if (evaluations.length !== distance.length || evaluations.length === 0) {
      throw new UsageError({
        what: `distance curve ${label}`,
        got: `${evaluations.length} evaluations and ${distance.length} distances`,
        expected: "as many of one as of the other, at least one",
      });
    }
  }
  const { panel, layout } = panels({
    columns: 1,
    rows: 1,
    size,
    gap: [0, 0],
    margin: { l: 80, r: 190, t: title === undefined ? 20 : 60, b: 64 },
  });
  const heights = [
    ...curves.flatMap((curve) => curve.distance),
    ...(band === undefined ? [] : [band.low, band.high]),
  ];
  const x = logAxis(
    curves.flatMap((curve) => curve.evaluations),
    "score evaluations a particle",
    1.1,
  );
  const y = logAxis(heights, text(metric), 1.4);
  const [bottom, top] = y.range as [number, number];
  const ends = spread(
    curves.map((c) => ((Math.log10(c.distance.at(-1)!) - bottom) / (top - bottom)) * size[1]),
  );
  const names = curves.map((curve, i) => ({
    text: `<b>${text(curve.label)}</b>`,
    xref: "paper",
    yref: "paper",
    x: 1,
    xshift: 12,
    y: Number.isFinite(ends[i]) ? ends[i] / size[1] : 1,
    xanchor: "left",
    yanchor: "middle",
    showarrow: false,
    font: { color: styleOf(curve.name).colour },
  }));
  return {
    data: curves.map(curveTrace),
    layout: {
      ...baseLayout(title && text(title)),
      ...layout,
      ...panel(0, 0).layout(x, y),
      ...(band !== undefined && { shapes: [bandShape(band)] }),
      annotations: [
        ...names,
        ...(band === undefined ? [] : [bandLabel(band.low, band.label ?? "exact samples of the same size")]),
      ],
    },
  };
}
