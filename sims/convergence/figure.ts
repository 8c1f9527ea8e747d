import { type Figure, lines, type Series } from "../../plots/index.ts";
import type { Estimate, Orders } from "./orders.ts";

export interface Measured {
  readonly solver: string;
  readonly orders: Orders;
}

/** A line of slope p through a point, over all steps. */
const guide = (p: number, h: readonly number[], [x, y]: readonly [number, number]): Series => ({
  label: `slope ${p}`,
  look: "slope",
  x: h,
  y: h.map((step) => y * (step / x) ** p),
});

function panel(
  label: string,
  measured: readonly Measured[],
  h: readonly number[],
  pick: (orders: Orders) => readonly Estimate[],
  slopes: readonly number[],
) {
  const series = measured.flatMap(({ solver, orders }): Series[] => {
    const shown = pick(orders).flatMap(({ value, error }, k) => {
      const size = Math.abs(value);
      return size > 1e-15 && error < size ? [{ x: h[k], y: size, error }] : [];
    });
    if (shown.length === 0) return [];
    const all = (key: "x" | "y" | "error") => shown.map((point) => point[key]);
    return [{ label: solver, look: "both", x: all("x"), y: all("y"), error: all("error") }];
  });
  const top = series.flatMap(({ x, y }): [number, number][] => (x[0] === h[0] ? [[x[0], y[0]]] : []));
  const [, highest] = top.reduce((a, b) => (b[1] > a[1] ? b : a), [h[0], 1e-300]);
  return {
    y: { label, log: true },
    series: [...series, ...slopes.map((p) => guide(p, h, [h[0], 1.5 * highest]))],
  };
}

/** Errors against the step on logarithmic axes, with lines of known slope. */
export function figure(measured: readonly Measured[], h: readonly number[], flow: boolean): Figure {
  const strong = panel("strong error (RMS)", measured, h, (o) => o.strong, flow ? [1, 2, 3] : [0.5, 1, 1.5]);
  if (flow)
    return lines({
      x: { label: "h", log: true },
      panels: [{ ...strong, y: { label: "error (RMS)", log: true } }],
    });
  const weak = panel("weak error of the mean", measured, h, (o) => o.weak, [1, 2]);
  return lines({ x: { label: "h", log: true }, panels: [strong, weak] });
}
