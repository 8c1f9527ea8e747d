import { arraySpace } from "../../src/index.ts";
import type { Comparison } from "../sampling/comparison.ts";
import { frame, type Samples } from "../sampling/ensemble.ts";
import type { Occupation } from "./exact-occupation.ts";
import { basinOf, energy, minima } from "./surface.ts";

/** A number for each particle, averaged over frames; mean and standard error over the particles. */
function average(values: readonly Float64Array[]): { value: number; error: number } {
  const each = values[0].map((_, i) => values.reduce((sum, frame) => sum + frame[i], 0) / values.length);
  const n = each.length;
  const value = each.reduce((sum, v) => sum + v, 0) / n;
  const variance = each.reduce((sum, v) => sum + (v - value) ** 2, 0) / (n - 1);
  return { value, error: Math.sqrt(variance / n) };
}

/** In which basin each particle of each frame is: 0, 1 or 2. */
export const basinsOver = (run: Samples): Float64Array[] =>
  Array.from({ length: run.frames.shape[0] }, (_, k) => {
    const { data } = frame(run, k);
    return Float64Array.from({ length: data.length / 2 }, (_, i) => basinOf(data[2 * i], data[2 * i + 1]));
  });

/** The share of the particles that is in each basin, frame by frame. */
export const sharesOver = (basins: readonly Float64Array[]): number[][] =>
  basins.map((frame) => minima.map((_, b) => frame.filter((at) => at === b).length / frame.length));

/** Averages over the second half of the frames beside the exact ones. */
export function comparisons(run: Samples, basins: readonly Float64Array[], exact?: Occupation): Comparison[] {
  const half = Math.floor(basins.length / 2);
  const late = basins.slice(half);
  const space = arraySpace({ particles: run.frames.shape[1], dimension: 2 });
  const energies = late.map((_, k) =>
    space.evaluate(energy, [], space.scratch(1), frame(run, half + k).data),
  );
  return [
    ...minima.map(({ label }, b) => ({
      key: `share${label}`,
      quantity: `share of the time in ${label}`,
      ...average(late.map((frame) => frame.map((at) => Number(at === b)))),
      ...(exact !== undefined && { exact: exact.shares[b] }),
    })),
    {
      key: "meanEnergy",
      quantity: "mean energy",
      ...average(energies),
      ...(exact !== undefined && { exact: exact.energy }),
    },
  ];
}
