import type { Fan } from "../../plots/index.ts";
import { frame, type Samples } from "./ensemble.ts";

/** Which quantiles bound each band. */
const shown = [
  { label: "95 %", tail: 0.025 },
  { label: "50 %", tail: 0.25 },
] as const;

/** The value below which a share of n sorted values lies, between two of them by a straight line. */
export function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const k = Math.min(sorted.length - 1, Math.floor(place));
  const above = sorted[Math.min(k + 1, sorted.length - 1)];
  return sorted[k] + (place - k) * (above - sorted[k]);
}

/** Quantiles of component j over the frames of a run, and a few of its paths. */
export function fanOf(
  run: Samples,
  times: readonly number[],
  { component: j = 0, paths = 10 } = {},
): Pick<Fan, "t" | "bands" | "paths"> {
  const d = run.dimension;
  const values = times.map((_, k) => frame(run, k).data.filter((_, i) => i % d === j));
  const sorted = values.map((frame) => frame.toSorted());
  return {
    t: times,
    bands: shown.map(({ label, tail }) => ({
      label: `${label} of the particles`,
      low: sorted.map((frame) => quantile(frame, tail)),
      high: sorted.map((frame) => quantile(frame, 1 - tail)),
    })),
    paths: Array.from({ length: Math.min(paths, values[0].length) }, (_, p) =>
      values.map((frame) => frame[p]),
    ),
  };
}
