import { number } from "./number.ts";
import { frameAxis } from "./panels.ts";
import { rule } from "./theme.ts";

const faint = "#edf0f4";

/** Most ticks on an axis. */
const most = 9;

/** Ticks at powers of ten, and at 2 and 5 times them where there are fewer than three decades; every few of them where there are many. */
function ticks(low: number, high: number): number[] {
  const factors = Math.log10(high / low) < 2.5 ? [1, 2, 5] : [1];
  const values: number[] = [];
  for (let decade = Math.floor(Math.log10(low)); decade <= Math.log10(high); decade++) {
    for (const factor of factors) values.push(Number(`${factor}e${decade}`));
  }
  const shown = values.filter((value) => value >= low && value <= high);
  const every = Math.ceil(shown.length / most);
  return shown.filter((_, i) => i % every === 0);
}

/** 10^-5 and not 1 x 10^-5. */
const tickText = (value: number): string => number(value, 1).replace("1\u2009×\u200910", "10");

/** A logarithmic axis over positive values, a little wider than they are, with numbers a reader can say. */
export function logAxis(values: readonly number[], name: string, pad = 1.25): Record<string, unknown> {
  const positive = values.filter((value) => value > 0 && value < Infinity);
  const low = Math.min(...positive, 1) / pad;
  const high = (positive.length === 0 ? 10 : Math.max(...positive)) * pad;
  const from = positive.length === 0 ? 1 : Math.min(...positive) / pad;
  const shown = ticks(positive.length === 0 ? low : from, high);
  return {
    ...frameAxis(),
    type: "log",
    mirror: false,
    range: [Math.log10(from), Math.log10(high)],
    tickmode: "array",
    tickvals: shown,
    ticktext: shown.map(tickText),
    showgrid: true,
    gridcolor: faint,
    linecolor: rule,
    title: { text: name, standoff: 12 },
  };
}
