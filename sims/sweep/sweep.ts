import { type Block, sweep as figureOf } from "../../plots/index.ts";
import { DivergenceError, UsageError } from "../../src/index.ts";
import type { Context, Json, Simulation } from "../simulation.ts";
import { latexTable } from "./latex-table.ts";
import { rehearse } from "./rehearse.ts";
import { type Series, seriesOf } from "./series.ts";
import type { Row, Swept } from "./swept.ts";
import { csv, type SweepTable, sweepTable } from "./table.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Rehearses every value, so that what one of them would be refused for is said before the first has run. */
async function rehearseAll(simulation: Simulation, { key, values }: Swept, context: Context): Promise<void> {
  for (const { text, config } of values) {
    try {
      await rehearse(simulation, config, { ...context, swept: key });
    } catch (error) {
      if (error instanceof UsageError) error.message = `${key} = ${text}: ${error.message}`;
      throw error;
    }
  }
}

/** Runs the simulation at the k-th value: its numbers and words are kept, its arrays, figures and files are not. */
async function runAt(
  simulation: Simulation,
  { key, values }: Swept,
  k: number,
  context: Context,
): Promise<Row> {
  const { text, config } = values[k];
  const numbers: Record<string, Json> = {};
  const said: string[] = [];
  const label = `${key} = ${text} (${k + 1} of ${values.length})`;
  const own: Context = {
    ...context,
    swept: key,
    progress: (stage, done, total, note) => context.progress(`${label}, ${stage}`, done, total, note),
    metric: (row) => context.metric({ [key]: text, ...row }),
    array: async () => {},
    figure: async () => {},
    file: async () => {},
    rescue: () => {},
    report: () => {},
    number: (name, value) => {
      numbers[name] = value;
    },
    say: (line) => void said.push(line),
  };
  try {
    await simulation.run(config, own);
    return { value: text, numbers, said };
  } catch (error) {
    if (!(error instanceof DivergenceError)) throw error;
    return { value: text, numbers, said, error: error.message };
  }
}

/** What is finished, on the disk: whatever comes, it stays. */
async function keep(context: Context, key: string, rows: readonly Row[]): Promise<SweepTable> {
  const table = sweepTable(key, rows);
  context.number("values", rows.map(({ said, ...row }) => row) as unknown as Json);
  await context.file("sweep.csv", bytes(csv(table)));
  await context.file("sweep.tex", bytes(latexTable(key, table.values, seriesOf(table))));
  return table;
}

/** Panels of the figure. */
const most = 12;

const captionOf = (key: string, series: readonly Series[]): string => {
  const marks = [
    series.some(({ errors }) => errors) && "bars are standard errors",
    series.some(({ exact }) => exact) && "dashed lines are exact values",
    series.some(({ scheme }) => scheme) && "dotted lines are those of the scheme at its step",
  ].filter(Boolean);
  return [`The numbers that change with ${key}`, ...marks].join("; ").concat(".");
};

async function present(context: Context, table: SweepTable, rows: readonly Row[]): Promise<void> {
  const { key, values } = table;
  const all = seriesOf(table);
  const series = all.slice(0, most);
  const blocks: Block[] = [];
  const more = all.length > most ? ` ${all.length - most} more that change are in sweep.csv.` : "";
  if (series.length > 0 && values.length > 1) {
    const figure = figureOf({ key, values, series });
    const caption = `${captionOf(key, series)}${more}`;
    await context.figure("sweep", figure, caption);
    blocks.push({ name: "sweep", figure, caption });
  }
  blocks.push({
    table: {
      columns: [key, ...series.map(({ name }) => name)],
      rows: values.map((value, i) => [value, ...series.map((s: Series) => s.values[i])]),
      caption: `All ${table.columns.size} numbers with all their digits are in sweep.csv.`,
    },
  });
  context.report({ heading: `Sweep of ${key}`, blocks });
  const words = rows.flatMap(({ value, said, error }) => {
    const lines = [...said, ...(error === undefined ? [] : [`diverged: ${error}`])];
    return [`${key} = ${value}`, ...lines.map((line) => `  ${line}`)];
  });
  context.report({ heading: "Value by value", blocks: [{ code: words.join("\n") }] });
  context.say(
    `${values.length === 1 ? "one value" : `${values.length} values`} of ${key}, ${table.columns.size} numbers each, ${all.length} of which change: sweep.csv, sweep.tex.`,
  );
}

/**
 * The simulation at each of some values of one of its settings: one table, one figure. Every value is rehearsed before
 * the first one runs. A calculation that leaves the finite numbers is a result too: its row says so, and the others
 * go on.
 */
export const sweep = (simulation: Simulation, swept: Swept): Simulation => ({
  ...simulation,
  title: `${simulation.title}: a sweep of ${swept.key}`,
  async run(_, context) {
    await rehearseAll(simulation, swept, context);
    const rows: Row[] = [];
    for (let k = 0; k < swept.values.length; k++) {
      rows.push(await runAt(simulation, swept, k, context));
      await keep(context, swept.key, rows);
    }
    const diverged = rows.filter(({ error }) => error !== undefined);
    if (diverged.length === rows.length) throw new DivergenceError(`all values: ${diverged[0].error}`);
    await present(context, sweepTable(swept.key, rows), rows);
    for (const { value, error } of diverged) context.say(`${swept.key} = ${value} diverged: ${error}`);
  },
});
