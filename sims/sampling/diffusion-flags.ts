import { z } from "zod";
import {
  choose,
  type Grid,
  grids,
  type Schedule,
  scheduleGrid,
  schedules,
  wholeGrid,
} from "../../src/index.ts";

const spacings = {
  uniform: grids.uniform,
  quadratic: grids.quadratic,
  geometric: grids.geometric,
  karras: grids.karras,
  "log-snr": grids.logSnr,
} as const;
type Spaced = keyof typeof spacings;

interface Asked {
  readonly schedule: string;
  readonly grid: Spaced;
  readonly steps: number;
  readonly level: number;
}

/**
 * The flags --schedule, --grid, --steps and --level of a simulation that runs a diffusion back from noise, at the
 * defaults given, and what they stand for.
 */
export const diffusionFlags = (usual: Asked) => ({
  flags: {
    schedule: z
      .string()
      .default(usual.schedule)
      .describe(
        `noise schedule: ${Object.values(schedules)
          .map(({ name }) => name)
          .join(", ")}`,
      ),
    grid: z
      .enum(Object.keys(spacings) as [Spaced, ...Spaced[]])
      .default(usual.grid)
      .describe("spacing: of t (uniform, quadratic), or of the noise level sigma / alpha"),
    steps: z
      .int()
      .min(2)
      .max(100_000)
      .default(usual.steps)
      .describe("intervals of the grid, at most, of whole times for ddpm"),
    level: z
      .number()
      .min(1e-4)
      .max(1)
      .default(usual.level)
      .describe("noise level sigma / alpha at which the run ends"),
  },
  /** @throws UsageError for an unknown schedule, or a level that it does not have */
  read({ schedule: name, grid, steps, level }: Asked): { readonly schedule: Schedule; readonly grid: Grid } {
    const schedule = choose("schedule", name, schedules);
    const times = scheduleGrid(schedule, spacings[grid], level, steps);
    return { schedule, grid: schedule.ofSteps === undefined ? times : wholeGrid(times) };
  },
});
