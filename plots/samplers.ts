import { densityTrace } from "./density-trace.ts";
import type { Figure, Grid, Points, Trace, Window } from "./figure.ts";
import { number } from "./number.ts";
import { baseLayout, heading, type Panel, panels, planeAxes } from "./panels.ts";
import { pointsTrace } from "./points-trace.ts";
import { text } from "./text.ts";
import { muted, styleOf } from "./theme.ts";

export interface SamplerPanel {
  /** Whose colour: "langevin", "annealed", "reverse-sde", "flow" or another name. */
  readonly name: string;
  readonly label: string;
  readonly points: Points;
  readonly distance?: number;
  /** Score evaluations a particle. */
  readonly evaluations?: number;
}

export interface Samplers {
  /** Exact samples; their distance from other exact samples is what a perfect sampler has. */
  readonly truth: { readonly points: Points; readonly label?: string; readonly distance?: number };
  readonly samplers: readonly SamplerPanel[];
  readonly density?: Grid;
  readonly window: Window;
  /** What the distance is. */
  readonly metric?: string;
  readonly title?: string;
  /** Most particles drawn in a panel. */
  readonly limit?: number;
}

function above(panel: Panel, entry: SamplerPanel, metric: string) {
  const facts = [
    ...(entry.distance === undefined ? [] : [`${text(metric)} <b>${number(entry.distance)}</b>`]),
    ...(entry.evaluations === undefined ? ["&nbsp;"] : [`${number(entry.evaluations)} evaluations`]),
  ];
  const { colour } = styleOf(entry.name);
  const markup = `<b><span style="color:${colour}">${text(entry.label)}</span></b>`;
  const subtitle = facts.map((fact) => `<br><span style="color:${muted};font-size:14px">${fact}</span>`);
  return heading(panel, markup + subtitle.join(""), { font: { size: 16 } });
}

/** Each sampler's particles beside exact samples of the truth, in equal panels over the same density. */
export function samplers(input: Samplers): Figure {
  const { truth, density, window, metric = "distance", title, limit = 2000 } = input;
  const entries: SamplerPanel[] = [{ name: "truth", label: "Exact samples", ...truth }, ...input.samplers];
  const columns = entries.length > 5 ? Math.ceil(entries.length / 2) : entries.length;
  const { panel, layout } = panels({
    columns,
    rows: Math.ceil(entries.length / columns),
    size: [232, 232],
    gap: [14, 96],
    margin: { l: 12, r: 12, t: title === undefined ? 76 : 120, b: 12 },
  });
  const place = (k: number) => panel(k % columns, Math.floor(k / columns));
  const data = entries.flatMap(({ name, points }, k): Trace[] => {
    const { xaxis, yaxis } = place(k);
    const dots = pointsTrace(points, { colour: styleOf(name).colour, limit, size: 2.6, xaxis, yaxis });
    return density === undefined ? [dots] : [densityTrace(density, { xaxis, yaxis }), dots];
  });
  const annotations = entries.map((entry, k) => above(place(k), entry, metric));
  const axes = entries.map((_, k) => planeAxes(place(k), window, false));
  return { data, layout: Object.assign(baseLayout(title && text(title)), layout, ...axes, { annotations }) };
}
