import type { Context } from "../simulation.ts";
import { latexTable } from "../sweep/latex-table.ts";
import { seriesOf } from "../sweep/series.ts";
import { csv, sweepTable } from "../sweep/table.ts";
import type { RealDistances } from "./real-distances.ts";
import { contestantOf, solverFigure } from "./solver-figure.ts";
import type { SolverRow } from "./solver-row.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What a good solver should manage with. */
const few = 20;
const plain = "euler-maruyama";

/** The rows as files, and in run.json: whatever comes, they stay. */
export async function keepSolvers(context: Context, rows: readonly SolverRow[]): Promise<void> {
  context.number("rows", [...rows]);
  const of = ({ solver, ...numbers }: SolverRow) => ({ value: solver, numbers, said: [] });
  const table = sweepTable("solver", rows.map(of));
  await context.file("solvers.csv", bytes(csv(table)));
  await context.file("solvers.tex", bytes(latexTable("solver", rows.map(contestantOf), seriesOf(table))));
}

const best = (rows: readonly SolverRow[]): SolverRow | undefined =>
  rows.toSorted((a, b) => a.frechet - b.frechet)[0];

const words = (row: SolverRow): string =>
  `${contestantOf(row)} with ${row.evaluations} evaluations, ${row.frechet.toPrecision(3)} +- ${(1.96 * row.frechetError).toPrecision(2)}`;

/** Says what the best with few evaluations is beside the best of Euler-Maruyama. */
function compare(context: Context, rows: readonly SolverRow[]): void {
  const quick = best(rows.filter(({ evaluations }) => evaluations <= few));
  const slow = best(rows.filter(({ solver }) => solver === plain));
  if (quick === undefined || slow === undefined) return;
  context.number("ratio", quick.frechet / slow.frechet);
  context.say(
    `The best with at most ${few}: ${words(quick)}; the best of ${plain}: ${words(slow)}; ${(quick.frechet / slow.frechet).toPrecision(3)} times.`,
  );
}

/** The figure, the table and the comparison of all rows. */
export async function presentSolvers(
  context: Context,
  rows: readonly SolverRow[],
  real: RealDistances,
): Promise<void> {
  const figure = solverFigure(rows, real.mean);
  const caption = "Frechet distance to the test images against evaluations; bars are standard errors.";
  await context.figure("solvers", figure, caption);
  const columns = Object.keys(rows[0]) as (keyof SolverRow)[];
  context.report({
    heading: "Solvers",
    blocks: [
      { name: "solvers", figure, caption },
      {
        table: {
          columns,
          rows: rows.map((row) => columns.map((name) => row[name])),
          caption: "As in solvers.csv.",
        },
      },
    ],
  });
  compare(context, rows);
  const deviation = real.deviation.toPrecision(2);
  context.say(
    `As many training images have ${real.mean.toPrecision(3)} +- ${deviation} (${real.draws} draws).`,
  );
}
