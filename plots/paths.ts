import { UsageError } from "../src/refusal.ts";
import { densityTrace } from "./density-trace.ts";
import type { Figure, Frame, Grid, Trace } from "./figure.ts";
import { baseLayout, frameAxis, panels } from "./panels.ts";
import { symbol } from "./symbol.ts";
import { text } from "./text.ts";
import { paper, styleOf } from "./theme.ts";

/** Paths of one process. */
export interface PathGroup {
  /** In the legend. */
  readonly label: string;
  /** Whose colour: a name of the theme. */
  readonly name: string;
  /** A value a time, for each path. */
  readonly values: readonly ArrayLike<number>[];
}

export interface Paths {
  /** In the order in which the process passes them. */
  readonly t: ArrayLike<number>;
  readonly groups: readonly PathGroup[];
  /** p_t(x) over t (x of the grid) and x (its y), shaded. */
  readonly density?: Grid;
  /** What is shown of the coordinate. */
  readonly window: readonly [low: number, high: number];
  readonly label?: string;
  readonly title?: string;
}

function check({ t, groups }: Paths): void {
  const wrong = groups.flatMap(({ values }) => values).find((row) => row.length !== t.length);
  if (wrong === undefined && t.length > 1 && groups.length > 0) return;
  const got = `${groups.length} groups over ${t.length} times, a path of ${wrong?.length ?? t.length}`;
  throw new UsageError({
    what: "paths over time",
    got,
    expected: "a group or more, and a value a time, two or more",
  });
}

/** All paths of a group up to time k, one behind the other with a gap after each, and where they are then. */
function instant(t: ArrayLike<number>, { values }: PathGroup, k: number) {
  const length = k + 2;
  const [x, y] = [0, 1].map(() => new Float32Array(values.length * length).fill(NaN));
  for (const [i, path] of values.entries()) {
    for (let j = 0; j <= k; j++) {
      x[i * length + j] = t[j];
      y[i * length + j] = path[j];
    }
  }
  return [
    { x, y },
    { x: new Float32Array(values.length).fill(t[k]), y: Float32Array.from(values, (path) => path[k]) },
  ];
}

/** Paths of one coordinate over time as they come about, over the shaded density; the figure at rest shows all of them. */
export function paths(input: Paths): Figure {
  check(input);
  const { t, groups, density, window, label = "x", title } = input;
  const { panel, layout } = panels({
    columns: 1,
    rows: 1,
    size: [860, 440],
    gap: [0, 0],
    margin: { l: 72, r: 20, t: title === undefined ? 52 : 96, b: 60 },
  });
  const behind = density === undefined ? [] : [densityTrace(density)];
  const looks = groups.flatMap(({ label, name }): Trace[] => {
    const { colour } = styleOf(name);
    const common = { type: "scatter", hoverinfo: "skip" };
    return [
      { ...common, mode: "lines", line: { color: colour, width: 1.8 }, name: text(label) },
      {
        ...common,
        mode: "markers",
        marker: { color: colour, size: 8, line: { color: paper, width: 1.2 } },
        showlegend: false,
      },
    ];
  });
  const at = (k: number) => groups.flatMap((group) => instant(t, group, k));
  const frame = (k: number): Frame => ({
    name: String(k),
    label: `t = ${t[k].toPrecision(3)}`,
    traces: looks.map((_, i) => behind.length + i),
    data: at(k),
  });
  const last = t.length - 1;
  const axes = panel(0, 0).layout(
    { ...frameAxis([t[0], t[last]]), mirror: false, title: { text: "<i>t</i>" } },
    { ...frameAxis(window), mirror: false, title: { text: symbol(label), standoff: 10 } },
  );
  const legend = { orientation: "h", x: 0, xanchor: "left", y: 1, yanchor: "bottom", font: { size: 14 } };
  return {
    data: [...behind, ...at(last).map((part, i) => ({ ...looks[i], ...part }))],
    layout: { ...baseLayout(title && text(title)), ...layout, ...axes, showlegend: true, legend },
    frames: Array.from({ length: t.length }, (_, k) => frame(k)),
  };
}
