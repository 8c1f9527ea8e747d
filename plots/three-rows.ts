import { UsageError } from "../src/refusal.ts";
import { arrowScale, arrowsTrace } from "./arrows-trace.ts";
import { densityTrace } from "./density-trace.ts";
import type { Arrows, Figure, Grid, Points, Trace, Window } from "./figure.ts";
import { number } from "./number.ts";
import { baseLayout, heading, type Panel, panels, planeAxes } from "./panels.ts";
import { pointsTrace } from "./points-trace.ts";
import { text } from "./text.ts";
import { muted, styleOf } from "./theme.ts";

export interface ThreeRowsColumn {
  /** Such as "t = 0". */
  readonly label: string;
  /** Exact samples of p_t, (n x 2). */
  readonly exact: Points;
  /** The reverse run's particles at t, (n x 2). */
  readonly reverse: Points;
  readonly density: Grid;
  /** Mean displacement of one reverse step. */
  readonly arrows: Arrows;
  /** In place of the figure's window. */
  readonly window?: Window;
}

export interface ThreeRows {
  readonly columns: readonly ThreeRowsColumn[];
  readonly window: Window;
  readonly title?: string;
  /** Most particles drawn in a panel. */
  readonly limit?: number;
}

const rowLabel = (panel: Panel, name: string, about: string) =>
  heading(panel, `<b>${name}</b><br><span style="color:${muted}">${about}</span>`, {
    x: 0,
    y: 0.5,
    xanchor: "right",
    yanchor: "middle",
    xshift: -18,
    yshift: 0,
    align: "right",
  });

/**
 * A diffusion in three rows, a column a time: exact samples of p_t, the particles of the reverse run, and the mean
 * displacement of one reverse step as arrows over the density. Arrows are scaled panel by panel.
 */
export function threeRows({ columns, window, title, limit = 1500 }: ThreeRows): Figure {
  if (columns.length === 0) {
    throw new UsageError({ what: "columns of three rows", got: 0, expected: "at least one" });
  }
  const { panel, layout } = panels({
    columns: columns.length,
    rows: 3,
    size: [250, 250],
    gap: [14, 14],
    margin: { l: 190, r: 16, t: title === undefined ? 34 : 80, b: 12 },
  });
  const reverse = styleOf("reverse-sde").colour;
  const data = columns.flatMap((column, c): Trace[] => {
    const [top, middle, bottom] = [0, 1, 2].map((row) => panel(c, row));
    const on = ({ xaxis, yaxis }: Panel) => ({ xaxis, yaxis });
    return [
      pointsTrace(column.exact, { colour: styleOf("truth").colour, limit, ...on(top) }),
      pointsTrace(column.reverse, { colour: reverse, limit, ...on(middle) }),
      densityTrace(column.density, on(bottom)),
      arrowsTrace(column.arrows, reverse, on(bottom)),
    ];
  });
  const axes = columns.flatMap((column, c) =>
    [0, 1, 2].map((row) => planeAxes(panel(c, row), column.window ?? window, false)),
  );
  const scaled = columns.map(({ arrows }, c) =>
    heading(panel(c, 2), `arrows ×\u2009${number(arrowScale(arrows), 2)}`, {
      x: 1,
      y: 0,
      xanchor: "right",
      xshift: -3,
      yshift: 2,
      bgcolor: "rgba(255,255,255,0.8)",
      borderpad: 1,
      font: { size: 12, color: muted },
    }),
  );
  const drawn = Math.min(limit, columns[0].reverse.shape[0]);
  const annotations = [
    ...columns.map((column, c) =>
      heading(panel(c, 0), `<b>${text(column.label)}</b>`, { font: { size: 17 } }),
    ),
    ...scaled,
    rowLabel(panel(0, 0), "Exact samples", "of <i>p<sub>t</sub></i>"),
    rowLabel(panel(0, 1), "Reverse run", `${number(drawn)} particles`),
    rowLabel(panel(0, 2), "Mean displacement", "of one reverse step"),
  ];
  return {
    data,
    layout: Object.assign(baseLayout(title && text(title)), layout, ...axes, { annotations }),
  };
}
