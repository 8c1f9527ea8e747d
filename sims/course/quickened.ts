import { z } from "zod";
import type { CourseEntry } from "./entry.ts";

/** The entry with the settings of its quick form as defaults; its page says so. */
export function quickened(entry: CourseEntry): CourseEntry {
  const { config, quick, about } = entry;
  const usual = config.parse({});
  const shape = Object.entries(quick).map(([key, value]) => {
    const field = config.shape[key] as z.ZodType;
    const made = z.prefault(field, value as never);
    return [key, made.meta({ ...z.globalRegistry.get(field), default: value })] as const;
  });
  const changes = Object.entries(quick).map(
    ([key, value]) => `${key} ${value} in place of ${usual[key] ?? "the usual"}`,
  );
  return {
    ...entry,
    config: config.extend(Object.fromEntries(shape)),
    about: changes.length === 0 ? about : `${about} (Quick form: ${changes.join(", ")}.)`,
  };
}
