import { UsageError } from "../src/refusal.ts";
import type { Figure, Trace } from "./figure.ts";
import { logAxis } from "./log-axis.ts";
import { baseLayout, frameAxis, type Panel, panels } from "./panels.ts";
import { symbol } from "./symbol.ts";
import { text } from "./text.ts";
import { muted, type Style, styleAt, styleOf } from "./theme.ts";

export interface Series {
  readonly label: string;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  /** Standard errors of y, drawn as bars. */
  readonly error?: ArrayLike<number>;
  /** A curve, markers, both, a thin grey guide for the eye, or such a guide with its label on it. */
  readonly look?: "line" | "points" | "both" | "guide" | "slope";
  /** Whose colour: a name of the theme, such as "truth"; without it one by its place. */
  readonly name?: string;
}

export interface Axis {
  readonly label: string;
  readonly log?: boolean;
}

export interface LinePanel {
  readonly y: Axis;
  readonly series: readonly Series[];
}

export interface Lines {
  readonly x: Axis;
  /** Side by side; a label that two of them share stands once in the legend. */
  readonly panels: readonly LinePanel[];
  readonly title?: string;
}

const modes = {
  line: "lines",
  points: "markers",
  both: "lines+markers",
  guide: "lines",
  slope: "lines+text",
} as const;

function check({ label, x, y, error = y }: Series): void {
  if (x.length === y.length && error.length === y.length && x.length > 0) return;
  const got = `${x.length} x, ${y.length} y, ${error.length} errors`;
  throw new UsageError({ what: `series ${label}`, got, expected: "as many of each, at least one" });
}

function trace(
  series: Series,
  { colour, dash, symbol }: Style,
  { xaxis, yaxis }: Panel,
  shown: boolean,
): Trace {
  const { label, x, y, error, look = "line" } = series;
  const guide = look === "guide" || look === "slope";
  return {
    type: "scatter",
    mode: modes[look],
    name: text(label),
    legendgroup: text(label),
    showlegend: shown && look !== "slope",
    x: Float64Array.from(x),
    y: Float64Array.from(y),
    line: guide
      ? { color: muted, width: 1.2, dash: "dot" }
      : { color: colour, width: 2.5, dash: series.name === "truth" ? "solid" : dash },
    marker: { color: colour, symbol, size: 8 },
    ...(error !== undefined && {
      error_y: { type: "data", array: Float64Array.from(error), color: colour, thickness: 1.4, width: 3 },
    }),
    ...(look === "slope" && {
      // on the last but one of its points
      text: Array.from(x, (_, k) => (k === x.length - 2 ? text(label) : "")),
      textposition: "top center",
      textfont: { size: 12, color: muted },
    }),
    hovertemplate: "%{x:.4g}, %{y:.4g}",
    xaxis,
    yaxis,
  };
}

const axis = ({ label, log }: Axis, values: () => number[]): Record<string, unknown> =>
  log === true
    ? logAxis(values(), symbol(label))
    : { ...frameAxis(), mirror: false, title: { text: symbol(label), standoff: 12 } };

/** Curves and measured points with their error bars, in panels side by side over a common kind of abscissa. */
export function lines({ x, panels: asked, title }: Lines): Figure {
  for (const { series } of asked) series.forEach(check);
  const labels = [...new Set(asked.flatMap(({ series }) => series.map(({ label }) => label)))];
  const free = labels.filter((label) =>
    asked.some((p) => p.series.some((s) => s.label === label && !s.name)),
  );
  const width = asked.length === 1 ? 760 : Math.floor(1000 / asked.length);
  const { panel, layout } = panels({
    columns: Math.max(1, asked.length),
    rows: 1,
    size: [width, 400],
    gap: [96, 0],
    margin: { l: 84, r: 24, t: title === undefined ? 56 : 100, b: 64 },
  });
  const seen = new Set<string>();
  const data = asked.flatMap(({ series }, p) =>
    series.map((s) => {
      const shown = !seen.has(s.label);
      seen.add(s.label);
      const style = s.name === undefined ? styleAt(free.indexOf(s.label)) : styleOf(s.name);
      return trace(s, style, panel(p, 0), shown);
    }),
  );
  const axes = asked.map(({ y, series }, p) => {
    const all = (pick: (s: Series) => ArrayLike<number>) => () => series.flatMap((s) => Array.from(pick(s)));
    return panel(p, 0).layout(
      axis(
        x,
        all((s) => s.x),
      ),
      axis(
        y,
        all((s) => s.y),
      ),
    );
  });
  const legend = { orientation: "h", x: 0, xanchor: "left", y: 1, yanchor: "bottom", font: { size: 14 } };
  const whole = Object.assign(baseLayout(title && text(title)), layout, ...axes);
  return { data, layout: { ...whole, showlegend: labels.length > 1, legend } };
}
