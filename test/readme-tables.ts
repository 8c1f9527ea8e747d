import { densities } from "../sims/sampling/density-of.ts";
import { isDiffused, schedules, solvers } from "../src/index.ts";

const table = (columns: readonly string[], rows: readonly (readonly string[])[]): string =>
  [columns, columns.map(() => "---"), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`)
    .join("\n");

const order = (value: number | undefined) => (value === undefined ? "" : String(value));

/** The README's tables, read from the registries. */
export const readmeTables: Readonly<Record<string, string>> = {
  solvers: table(
    ["solver", "problem", "order", "strong", "weak", "evaluations a step", "", "reference"],
    Object.values(solvers).map((s) => [
      `\`${s.name}\``,
      s.kind,
      order(s.order),
      order(s.strong),
      order(s.weak),
      String(s.evaluations),
      s.couples === "batch" ? `${s.about}; couples the batch` : s.about,
      s.reference,
    ]),
  ),
  densities: table(
    ["density", "d", "", "exact sampler", "closed under noise"],
    Object.values(densities).map((d) => [
      `\`${d.name}\``,
      String(d.dimension),
      d.about,
      d.sampler === undefined ? "" : "yes",
      isDiffused(d) ? "yes" : "",
    ]),
  ),
  schedules: table(
    ["schedule", "", "reference"],
    Object.values(schedules).map((s) => [`\`${s.name}\``, s.about, s.reference]),
  ),
};

/** The text with what lies between each pair of markers made anew. */
export function fillTables(readme: string): string {
  return Object.entries(readmeTables).reduce(
    (text, [name, content]) =>
      text.replace(
        new RegExp(`(<!-- ${name} -->)(?:.|\\n)*?(<!-- /${name} -->)`),
        (_, open: string, close: string) => `${open}\n${content}\n${close}`,
      ),
    readme,
  );
}
