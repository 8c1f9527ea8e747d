import { arraySpace, type Schedule } from "../../src/index.ts";
import { closedUnderNoise, densityOf } from "../sampling/density-of.ts";
import { guidedScore } from "../sampling/guided-score.ts";
import type { Example } from "./example.ts";
import { centres } from "./laws-on-cells.ts";

/**
 * The largest difference of the two guided scores over a lattice of the window and over times, relative to the largest score at the
 * same time.
 */
export async function identity(
  { whole, classes, window }: Example,
  label: number,
  schedule: Schedule,
  ws: readonly number[],
  times: readonly number[],
): Promise<number> {
  const [all, given] = await Promise.all([whole, classes[label]].map(densityOf));
  const points = centres(window, 32);
  const space = arraySpace({ particles: points.length / window.length, dimension: window.length });
  let largest = 0;
  for (const w of ws) {
    const [free, by] = (["classifier-free", "classifier"] as const).map((by) =>
      guidedScore(space, closedUnderNoise(all), closedUnderNoise(given), schedule, { w, by }),
    );
    for (const t of times) {
      const [a, b] = [free(t, points, space.scratch()), by(t, points, space.scratch())];
      const size = a.reduce((most, s) => Math.max(most, Math.abs(s)), 0);
      const off = a.reduce((most, s, i) => Math.max(most, Math.abs(s - b[i])), 0);
      largest = Math.max(largest, off / size);
    }
  }
  return largest;
}
