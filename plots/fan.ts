import { UsageError } from "../src/refusal.ts";
import type { Figure, Trace } from "./figure.ts";
import { baseLayout, frameAxis, panels } from "./panels.ts";
import { symbol } from "./symbol.ts";
import { text } from "./text.ts";
import { accent, ink, styleOf } from "./theme.ts";

export interface Fan {
  readonly t: ArrayLike<number>;
  /** From the outermost to the innermost, each with a value a time. */
  readonly bands: readonly {
    readonly label: string;
    readonly low: ArrayLike<number>;
    readonly high: ArrayLike<number>;
  }[];
  /** A few paths, drawn strongly. */
  readonly paths?: readonly ArrayLike<number>[];
  /** Exact curves, such as the mean: solid, then dashed. One without a label is part of the one before it. */
  readonly exact?: readonly { readonly label: string; readonly values: ArrayLike<number> }[];
  /** What is drawn against t. */
  readonly label?: string;
  /** Whose colour. */
  readonly name?: string;
  readonly title?: string;
}

function check({ t, bands, paths = [], exact = [] }: Fan): void {
  const rows = [...bands.flatMap(({ low, high }) => [low, high]), ...paths, ...exact.map((e) => e.values)];
  const wrong = rows.find((row) => row.length !== t.length);
  if (wrong === undefined && t.length > 1 && bands.length > 0) return;
  const got = `${bands.length} bands over ${t.length} times, a row of ${wrong?.length ?? t.length}`;
  throw new UsageError({
    what: "fan of paths",
    got,
    expected: "a band or more, and a value a time, two or more",
  });
}

const line = (t: ArrayLike<number>, values: ArrayLike<number>, look: object): Trace => ({
  type: "scatter",
  mode: "lines",
  x: Float32Array.from(t),
  y: Float32Array.from(values),
  hoverinfo: "skip",
  showlegend: false,
  ...look,
});

/** A band as its upper edge, filled down to its lower one. */
const bandTraces = (
  t: ArrayLike<number>,
  { label, low, high }: Fan["bands"][number],
  colour: string,
  k: number,
) => [
  line(t, low, { line: { width: 0 } }),
  line(t, high, {
    line: { width: 0 },
    fill: "tonexty",
    fillcolor: `${colour}${["24", "3d", "5c"][Math.min(k, 2)]}`,
    name: text(label),
    showlegend: true,
  }),
];

/** The law of a process over time as shaded quantiles, with a few paths and exact curves over it. */
export function fan(input: Fan): Figure {
  check(input);
  const { t, bands, paths = [], exact = [], label = "x", name = "langevin", title } = input;
  const { colour } = styleOf(name);
  const { panel, layout } = panels({
    columns: 1,
    rows: 1,
    size: [860, 440],
    gap: [0, 0],
    margin: { l: 72, r: 20, t: title === undefined ? 52 : 96, b: 60 },
  });
  const data = [
    ...bands.flatMap((band, k) => bandTraces(t, band, colour, k)),
    ...paths.map((path) => line(t, path, { line: { color: accent, width: 1.1 }, opacity: 0.55 })),
    ...exact.map(({ label, values }, k) =>
      line(t, values, {
        line: { color: ink, width: 2, dash: k === 0 ? "solid" : "dash" },
        name: text(label),
        showlegend: label !== "",
      }),
    ),
  ];
  const axes = panel(0, 0).layout(
    { ...frameAxis([t[0], t[t.length - 1]]), mirror: false, title: { text: "<i>t</i>" } },
    { ...frameAxis(), mirror: false, title: { text: symbol(label), standoff: 10 } },
  );
  const legend = {
    orientation: "h",
    traceorder: "normal",
    x: 0,
    xanchor: "left",
    y: 1,
    yanchor: "bottom",
    font: { size: 14 },
  };
  const common = baseLayout(title && text(title));
  return { data, layout: { ...common, ...layout, ...axes, showlegend: true, legend } };
}
