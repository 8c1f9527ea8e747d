import type { Window } from "./figure.ts";
import { ink, muted, paper, rule, sans } from "./theme.ts";

interface Shape {
  readonly columns: number;
  readonly rows: number;
  /** Natural size of a panel, pixels. */
  readonly size: readonly [width: number, height: number];
  readonly gap: readonly [across: number, down: number];
  readonly margin: { readonly l: number; readonly r: number; readonly t: number; readonly b: number };
}

/** Names of the axes of one panel, and its place. */
export interface Panel {
  readonly xaxis: string;
  readonly yaxis: string;
  readonly layout: (x: object, y: object) => Record<string, unknown>;
}

/** What all figures share. */
export const baseLayout = (title?: string): Record<string, unknown> => ({
  font: { family: sans, size: 15, color: ink },
  paper_bgcolor: paper,
  plot_bgcolor: paper,
  showlegend: false,
  hovermode: "closest",
  dragmode: "zoom",
  ...(title !== undefined && {
    title: {
      text: `<b>${title}</b>`,
      x: 0,
      xanchor: "left",
      yref: "container",
      y: 1,
      yanchor: "top",
      pad: { t: 12, l: 12 },
      font: { size: 19, color: ink },
    },
  }),
});

/** Equal panels on a grid, counted from the top left; the layout's size is the natural one. */
export function panels({ columns, rows, size: [w, h], gap: [across, down], margin }: Shape) {
  const inner = [columns * w + (columns - 1) * across, rows * h + (rows - 1) * down];
  const panel = (column: number, row: number): Panel => {
    const id = row * columns + column + 1;
    const suffix = id === 1 ? "" : String(id);
    const left = column * (w + across);
    const top = row * (h + down);
    return {
      xaxis: `x${suffix}`,
      yaxis: `y${suffix}`,
      layout: (x, y) => ({
        [`xaxis${suffix}`]: { domain: [left / inner[0], (left + w) / inner[0]], anchor: `y${suffix}`, ...x },
        [`yaxis${suffix}`]: {
          domain: [1 - (top + h) / inner[1], 1 - top / inner[1]],
          anchor: `x${suffix}`,
          ...y,
        },
      }),
    };
  };
  const layout = {
    width: margin.l + inner[0] + margin.r,
    height: margin.t + inner[1] + margin.b,
    margin: { ...margin, pad: 0 },
  };
  return { panel, layout };
}

/** An axis with a thin frame on both sides and a few ticks. */
export const frameAxis = (range?: readonly [number, number], ticks = true): Record<string, unknown> => ({
  ...(range !== undefined && { range }),
  showgrid: false,
  zeroline: false,
  showline: true,
  mirror: true,
  linecolor: rule,
  linewidth: 1,
  ticks: ticks ? "outside" : "",
  ticklen: 4,
  tickcolor: rule,
  tickfont: { size: 14, color: muted },
  showticklabels: ticks,
  nticks: 5,
  exponentformat: "power",
});

/** Of a panel, the longer side of whose window takes `side` pixels, and the shorter its share, 0.4 of them at least. */
export function planeSize([x, y]: Window, side: number): readonly [width: number, height: number] {
  const [across, up] = [x[1] - x[0], y[1] - y[0]];
  const share = (length: number) => Math.round(side * Math.max(0.4, length / Math.max(across, up)));
  return [share(across), share(up)];
}

/** The two axes of a plane, with one unit as long across as up. */
export const planeAxes = (panel: Panel, [x, y]: Window, ticks = true): Record<string, unknown> =>
  panel.layout(
    { ...frameAxis(x, ticks), constrain: "domain" },
    { ...frameAxis(y, ticks), constrain: "domain", scaleanchor: panel.xaxis, scaleratio: 1 },
  );

/** A line of text above a panel. */
export const heading = (panel: Panel, markup: string, extra: object = {}): Record<string, unknown> => ({
  text: markup,
  xref: `${panel.xaxis} domain`,
  yref: `${panel.yaxis} domain`,
  x: 0.5,
  y: 1,
  xanchor: "center",
  yanchor: "bottom",
  yshift: 4,
  showarrow: false,
  ...extra,
});
