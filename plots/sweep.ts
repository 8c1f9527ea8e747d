import type { Figure, Trace } from "./figure.ts";
import { logAxis } from "./log-axis.ts";
import { baseLayout, frameAxis, heading, type Panel, panels } from "./panels.ts";
import { symbol } from "./symbol.ts";
import { text } from "./text.ts";
import { styleOf } from "./theme.ts";

export interface SweepSeries {
  readonly name: string;
  /** One a value; null where there is none. */
  readonly values: readonly (number | null)[];
  /** Standard errors. */
  readonly errors?: readonly (number | null)[];
  /** A dashed line. */
  readonly exact?: readonly (number | null)[];
  /** Exact values of the scheme at its step: a dotted line. */
  readonly scheme?: readonly (number | null)[];
}

export interface Sweep {
  /** The setting that was swept. */
  readonly key: string;
  /** Its values as they were typed: numbers all of them, or names. */
  readonly values: readonly string[];
  /** A panel each. */
  readonly series: readonly SweepSeries[];
  readonly title?: string;
}

/** Values that span this factor, and are positive, go on a logarithmic axis. */
const decades = 10;

const spansDecades = (values: readonly number[]): boolean =>
  Math.min(...values) > 0 && Math.max(...values) / Math.min(...values) >= decades;

const linear = (name: string): Record<string, unknown> => ({
  ...frameAxis(),
  mirror: false,
  title: { text: name, standoff: 12 },
});

function axisOf(values: readonly (number | null)[], name: string): Record<string, unknown> {
  const known = values.filter((value) => value !== null);
  return spansDecades(known) ? logAxis(known, name) : linear(name);
}

/** Numbers where all of them are; otherwise names, in their order. */
function abscissa(values: readonly string[]): readonly (number | string)[] {
  const numbers = values.map(Number);
  return numbers.every(Number.isFinite) && values.every((v) => v.trim() !== "") ? numbers : values.map(text);
}

/** Values along the abscissa, from left to right. */
function order(x: readonly (number | string)[]): <T>(all: readonly T[]) => T[] {
  const places = x.map((_, i) => i);
  if (typeof x[0] === "number") places.sort((i, j) => Number(x[i]) - Number(x[j]));
  return (all) => places.map((i) => all[i]);
}

function traces(
  { name, values, errors, exact, scheme }: SweepSeries,
  x: readonly (number | string)[],
  { xaxis, yaxis }: Panel,
): Trace[] {
  const along = order(x);
  const { colour } = styleOf("reverse-sde");
  const common = { type: "scatter", x: along(x), xaxis, yaxis, cliponaxis: false };
  const reference = (label: string, y: readonly (number | null)[] | undefined, dash: string): Trace[] => {
    if (y === undefined) return [];
    const line = { color: styleOf("truth").colour, width: 1.5, dash };
    return [{ ...common, mode: "lines", y: along(y), name: label, line, hovertemplate: `${label} %{y:.4g}` }];
  };
  const bars = errors && { type: "data", array: along(errors), color: colour, thickness: 1.5, width: 4 };
  const measured: Trace = {
    ...common,
    mode: typeof x[0] === "string" ? "markers" : "lines+markers",
    y: along(values),
    name: text(name),
    line: { color: colour, width: 2 },
    marker: { color: colour, size: 8 },
    ...(bars && { error_y: bars }),
    hovertemplate: "%{x}<br>%{y:.4g}",
  };
  return [...reference("exact", exact, "dash"), ...reference("this scheme", scheme, "dot"), measured];
}

/** Each number against the values of a setting, a panel a number, with standard errors and exact values where there are any. */
export function sweep({ key, values, series, title }: Sweep): Figure {
  const x = abscissa(values);
  const named = typeof x[0] === "string";
  const longest = Math.max(...values.map(({ length }) => length));
  const crowded = named && 8 * longest * values.length > 300;
  const tilted = crowded ? 4 * Math.min(longest, 30) : 0;
  const columns = Math.min(3, series.length);
  const { panel, layout } = panels({
    columns,
    rows: Math.ceil(series.length / columns),
    size: series.length === 1 ? [560, 380] : [300, 190],
    gap: [90, 104 + tilted],
    // half of a long name stands beyond its panel
    margin: { l: 80, r: named ? 60 : 30, t: title === undefined ? 44 : 88, b: 64 + tilted },
  });
  const place = (k: number) => panel(k % columns, Math.floor(k / columns));
  const across = named
    ? {
        ...linear(symbol(key)),
        type: "category",
        categoryorder: "array",
        categoryarray: x,
        ...(crowded && { tickangle: -30, nticks: values.length }),
      }
    : axisOf(x as readonly number[], symbol(key));
  const axes = series.map(({ values: y, exact = [], scheme = [] }, k) =>
    place(k).layout(across, axisOf([...y, ...exact, ...scheme], "")),
  );
  return {
    data: series.flatMap((s, k) => traces(s, x, place(k))),
    layout: Object.assign(baseLayout(title && text(title)), layout, ...axes, {
      annotations: series.map(({ name }, k) => heading(place(k), `<b>${text(name)}</b>`)),
    }),
  };
}
