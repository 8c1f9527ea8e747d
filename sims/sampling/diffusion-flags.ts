import { z } from "zod";
import { spacings } from "../../src/grids/spacings.ts";
import {
  type Grid,
  type Schedule,
  type ScheduleSpec,
  scheduleGrid,
  scheduleOf,
  schedules,
  wholeGrid,
} from "../../src/index.ts";

type Spaced = keyof typeof spacings;

interface Asked {
  readonly schedule: string;
  readonly T?: number | undefined;
  readonly grid: Spaced;
  readonly steps: number;
  readonly level: number;
}

interface Levels {
  /** The schedule as plain data. */
  readonly spec: ScheduleSpec;
  readonly schedule: Schedule;
  readonly grid: Grid;
}

/**
 * The flags --schedule, --T, --grid, --steps and --level of a simulation that runs a diffusion back from noise, at the
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
    T: z
      .int()
      .min(2)
      .max(1_000_000)
      .optional()
      .describe("steps of the discrete schedule ddpm; 1000 unless told"),
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
  read({ schedule: name, T, grid, steps, level }: Asked): Levels {
    const spec = { name, ...(T !== undefined && { T }) };
    const schedule = scheduleOf(spec);
    const times = scheduleGrid(schedule, spacings[grid], level, steps);
    return { spec, schedule, grid: schedule.ofSteps === undefined ? times : wholeGrid(times) };
  },
});
