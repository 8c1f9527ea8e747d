import { z } from "zod";
import type { CourseEntry } from "./entry.ts";

/** The entry with the settings of its quick form as defaults, and those of its training where it trains; its page says so. */
export function quickened(entry: CourseEntry): CourseEntry {
  const { config, quick, quickTraining = {}, about } = entry;
  const usual = config.parse({});
  const shape = Object.entries(quick).map(([key, value]) => {
    const field = config.shape[key] as z.ZodType;
    const made = z.prefault(field, value as never);
    return [key, made.meta({ ...z.globalRegistry.get(field), default: value })] as const;
  });
  const changes = Object.entries(quick).map(([key, value]) => `${key} ${value} in place of ${usual[key]}`);
  const trained = Object.entries(quickTraining).map(([key, value]) => `${key} ${value}`);
  const training = trained.length === 0 ? "" : `; with --train, ${trained.join(", ")}`;
  return {
    ...entry,
    config: config.extend(Object.fromEntries(shape)),
    about: changes.length === 0 ? about : `${about} (Quick form: ${changes.join(", ")}${training}.)`,
    run: (asked, context) => entry.run(asked.train ? { ...quickTraining, ...asked } : asked, context),
  };
}
