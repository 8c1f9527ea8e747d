import type { CourseEntry } from "../course/entry.ts";

/** The entries of the course, in the order of the argument. */
export async function courseEntries(): Promise<readonly CourseEntry[]> {
  const registry: Readonly<Record<string, CourseEntry>> = await import("../course/index.ts");
  return Object.values(registry).toSorted((a, b) => a.place - b.place);
}
