import { measure } from "../sims/check/claim.ts";
import { solvers as solverChecks } from "../sims/check/solvers.ts";
import { densities } from "../sims/sampling/density-of.ts";
import { grids, isDiffused, schedules, solvers } from "../src/index.ts";

const table = (columns: readonly string[], rows: readonly (readonly string[])[]): string =>
  [columns, columns.map(() => "---"), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`)
    .join("\n");

type AnySolver = (typeof solvers)[keyof typeof solvers];

/** What `langevin check` measures of a claim on the order, as "2 (2.01, 1.99)"; empty where nothing is claimed. */
async function orders(solver: AnySolver): Promise<Record<"order" | "strong" | "weak", string>> {
  const claims = (entry: AnySolver) =>
    solverChecks.claims(entry).filter(({ claim }) => /^(strong |weak )?order/.test(claim));
  const rows = await measure({ ...solverChecks, claims }, solver);
  const cell = (value: number | undefined, start: string) => {
    const measured = rows
      .filter(({ claim }) => claim.startsWith(start))
      .map((row) => row.measured.toFixed(2));
    return value === undefined
      ? ""
      : [value, measured.length > 0 ? `(${measured.join(", ")})` : ""].join(" ").trim();
  };
  return {
    order: cell(solver.order, "order"),
    strong: cell(solver.strong, "strong order"),
    weak: cell(solver.weak, "weak order"),
  };
}

const solverRow = async (s: AnySolver): Promise<string[]> => {
  const { order, strong, weak } = await orders(s);
  const about = s.couples === "batch" ? `${s.about}; couples the batch` : s.about;
  return [`\`${s.name}\``, s.kind, order, strong, weak, String(s.evaluations), about, s.reference];
};

/** The README's tables, read from the registries and measured. */
export const readmeTables = async (): Promise<Readonly<Record<string, string>>> => ({
  solvers: table(
    ["solver", "problem", "order", "strong", "weak", "evaluations a step", "", "reference"],
    await Promise.all(Object.values(solvers).map(solverRow)),
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
  grids: table(
    ["grid", "of the steps", "reference"],
    Object.values(grids).map((g) => [`\`${g.name}\``, g.about, g.reference]),
  ),
});

/** The text with what lies between each pair of markers made anew. */
export const fillTables = async (readme: string): Promise<string> =>
  Object.entries(await readmeTables()).reduce(
    (text, [name, content]) =>
      text.replace(
        new RegExp(`(<!-- ${name} -->)(?:.|\\n)*?(<!-- /${name} -->)`),
        (_, open: string, close: string) => `${open}\n${content}\n${close}`,
      ),
    readme,
  );
