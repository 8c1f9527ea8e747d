import { UsageError } from "../src/refusal.ts";
import { arrowScale, arrowsTrace } from "./arrows-trace.ts";
import { densityTrace } from "./density-trace.ts";
import type { Arrows, Figure, Grid, Points, Trace, Window } from "./figure.ts";
import { number } from "./number.ts";
import { baseLayout, heading, type Panel, panels, planeAxes } from "./panels.ts";
import { pointsTrace } from "./points-trace.ts";
import { text } from "./text.ts";
import { muted, styleOf } from "./theme.ts";

export interface GalleryPanel {
  /** Whose colour points and arrows have: a name of the theme, such as "flow". */
  readonly name: string;
  readonly density?: Grid;
  readonly points?: Points;
  readonly arrows?: Arrows;
  /** A few words in its corner; of arrows, how they are scaled. */
  readonly note?: string;
}

export interface GalleryRow {
  readonly label: string;
  /** What it is, below its label. */
  readonly about?: string;
  /** One a column. */
  readonly panels: readonly GalleryPanel[];
}

export interface Gallery {
  /** Headings. */
  readonly columns: readonly string[];
  readonly rows: readonly GalleryRow[];
  /** Of each column, or one for all. */
  readonly window: Window | readonly Window[];
  readonly title?: string;
  /** Most particles drawn in a panel. */
  readonly limit?: number;
}

function check({ columns, rows, window }: Gallery): void {
  const counts = [...rows.map(({ panels }) => panels.length), ...(isOne(window) ? [] : [window.length])];
  if (rows.length > 0 && counts.every((count) => count === columns.length)) return;
  const got = `${columns.length} columns, and rows or windows of ${counts.join(", ")}`;
  throw new UsageError({ what: "panels of a gallery", got, expected: "rows, with one panel a column" });
}

const isOne = (window: Gallery["window"]): window is Window => typeof window[0][0] === "number";

const rowLabel = (panel: Panel, { label, about = "" }: GalleryRow) =>
  heading(panel, `<b>${text(label)}</b><br><span style="color:${muted}">${text(about)}</span>`, {
    x: 0,
    y: 0.5,
    xanchor: "right",
    yanchor: "middle",
    xshift: -14,
    yshift: 0,
    align: "right",
  });

const corner = (panel: Panel, words: string) =>
  heading(panel, text(words), {
    x: 1,
    y: 0,
    xanchor: "right",
    xshift: -3,
    yshift: 2,
    bgcolor: "rgba(255,255,255,0.8)",
    borderpad: 1,
    font: { size: 12, color: muted },
  });

function traces({ name, density, points, arrows }: GalleryPanel, panel: Panel, limit: number): Trace[] {
  const { colour } = styleOf(name);
  const on = { xaxis: panel.xaxis, yaxis: panel.yaxis };
  return [
    ...(density === undefined ? [] : [densityTrace(density, on)]),
    ...(points === undefined ? [] : [pointsTrace(points, { colour, limit, size: 2.4, ...on })]),
    ...(arrows === undefined ? [] : [arrowsTrace(arrows, colour, on)]),
  ];
}

/** Densities, particles and arrows of the plane in rows and columns of equal panels. Arrows are scaled panel by panel. */
export function gallery(input: Gallery): Figure {
  check(input);
  const { columns, rows, window, title, limit = 1500 } = input;
  const side = columns.length > 3 ? 190 : 230;
  const { panel, layout } = panels({
    columns: columns.length,
    rows: rows.length,
    size: [side, side],
    gap: [12, 12],
    margin: { l: 150, r: 12, t: title === undefined ? 34 : 80, b: 12 },
  });
  const all = rows.flatMap((row, r) => row.panels.map((entry, c) => ({ entry, place: panel(c, r), c })));
  const notes = all.flatMap(({ entry: { note, arrows }, place }) => {
    const words =
      note ?? (arrows === undefined ? undefined : `arrows ×\u2009${number(arrowScale(arrows), 2)}`);
    return words === undefined ? [] : [corner(place, words)];
  });
  const axes = all.map(({ place, c }) => planeAxes(place, isOne(window) ? window : window[c], false));
  const annotations = [
    ...columns.map((label, c) => heading(panel(c, 0), `<b>${text(label)}</b>`)),
    ...rows.map((row, r) => rowLabel(panel(0, r), row)),
    ...notes,
  ];
  return {
    data: all.flatMap(({ entry, place }) => traces(entry, place, limit)),
    layout: Object.assign(baseLayout(title && text(title)), layout, ...axes, { annotations }),
  };
}
