import { finite } from "../check.ts";
import type { Schedule } from "../schedules/schedule.ts";
import { checkGrid, type Grid, noiseGrid, type Spacing } from "./grid.ts";

/**
 * steps + 1 times from the end of a schedule down to the noise level sigma / alpha = `level`, spaced in t or in the
 * level, as the spacing is meant. The first time is the end exactly.
 */
export function scheduleGrid(schedule: Schedule, spacing: Spacing, level: number, steps: number): Grid {
  const { alpha, sigma, end, time } = schedule;
  const most = sigma(end) / alpha(end);
  finite("noise level at which the grid ends", level, { min: sigma(0) / alpha(0), below: most });
  if (spacing.of === "time") return checkGrid(spacing(end, time(level), steps));
  const times = noiseGrid(schedule, spacing(most, level, steps));
  times[0] = end;
  return times;
}
