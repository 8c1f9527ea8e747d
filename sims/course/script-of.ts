import type { CourseEntry } from "./entry.ts";
import type { Exercise } from "./exercise.ts";

const marker = "// Exercise of the course entry";

const wrap = (text: string): string[] => text.match(/\S(?:.{0,90})(?=\s|$)/g) ?? [];

/** The script of an exercise: what to do, and the program with its blanks. */
export const scriptOf = ({ name }: Pick<CourseEntry, "name">, { task, imports, script }: Exercise): string =>
  [
    `${marker} "${name}". Fill in each ___, then: npx langevin course check ${name}.mjs`,
    ...wrap(task).map((line) => `// ${line}`),
    ...Object.entries(imports).map(([from, names]) => `import { ${names.join(", ")} } from "${from}";`),
    "",
    script.trim(),
    "",
  ].join("\n");

/** The entry whose exercise a script says that it is. */
export const entryOfScript = (text: string): string | undefined =>
  new RegExp(`^${marker} "([a-z0-9-]+)"`, "m").exec(text)?.[1];

/** The first line that still has a blank, counted from 1; a comment may speak of one. */
export function firstBlank(text: string): number | undefined {
  const at = text.split("\n").findIndex((line) => /\b___\b/.test(line.replace(/\/\/.*$/, "")));
  return at < 0 ? undefined : at + 1;
}
