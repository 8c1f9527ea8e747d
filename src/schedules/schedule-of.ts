import { choose } from "../check.ts";
import { UsageError } from "../refusal.ts";
import * as schedules from "./index.ts";
import type { Schedule } from "./schedule.ts";

/** What names a schedule in plain data. */
export interface ScheduleSpec {
  readonly name: string;
  /** Number of steps of a discrete schedule. */
  readonly T?: number | undefined;
}

/** The schedule of the registry with this name, with T steps where it is discrete; a continuous one refuses a T. */
export function scheduleOf({ name, T }: ScheduleSpec): Schedule {
  const schedule = choose<Schedule>("schedule", name, schedules);
  if (T === undefined) return schedule;
  if (schedule.ofSteps !== undefined) return schedule.ofSteps(T);
  const discrete = Object.values<Schedule>(schedules).filter(({ ofSteps }) => ofSteps !== undefined);
  throw new UsageError({
    what: `T of the schedule ${name}`,
    got: T,
    expected: "none, as its time is continuous",
    advice: `T is the number of steps of ${discrete.map((s) => s.name).join(", ")}.`,
  });
}
