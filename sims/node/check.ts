import { availableParallelism } from "node:os";
import { z } from "zod";
import { ToleranceError } from "../../src/refusal.ts";
import type { Row } from "../check/claim.ts";
import { checkTable } from "./check-table.ts";
import { command, exitCode } from "./complain.ts";
import { parseFlags } from "./flags.ts";
import { interruptible } from "./interruption.ts";
import { type Parts, parts } from "./parts.ts";
import { pool } from "./pool.ts";
import { progress } from "./progress.ts";

const config = z.object({
  only: z
    .string()
    .optional()
    .meta({ metavar: "name", description: "one group, such as solvers, or one entry, such as baoab" }),
  threads: z.int().min(1).max(256).default(availableParallelism()).describe("worker threads"),
  json: z.boolean().default(false).describe("print one JSON object on stdout, and nothing else there"),
  quiet: z.boolean().default(false).describe("no progress"),
});
type Settings = z.infer<typeof config>;

/** The rows of everything that is selected, in the order of the registries, measured on all threads. */
async function rowsOf({ only, threads, quiet }: Settings, { tasks }: Parts): Promise<Row[]> {
  const { selection } = await import("../check/run.ts");
  const inputs = selection(only);
  const stop = interruptible();
  const workers = pool({ threads, tasks });
  stop.signal.addEventListener("abort", () => workers.close(stop.signal.reason), { once: true });
  const shown = await progress(quiet);
  let done = 0;
  try {
    const measured = inputs.map(async (input) => {
      const rows = (await workers.run("check", input)) as Row[];
      shown.show("check", ++done, inputs.length, input.entry);
      return rows;
    });
    return (await Promise.all(measured)).flat();
  } finally {
    shown.stop();
    stop.release();
    await workers.close();
  }
}

/** JSON has no NaN and no infinity: what could not be measured is null. */
const plain = (rows: readonly Row[]) =>
  rows.map((row) => ({ ...row, measured: Number.isFinite(row.measured) ? row.measured : null }));

/** `langevin check`: measures every claim of the registries; exit code 4 where one is out of its tolerance. */
export const check = (args: readonly string[], from: Parts = parts): Promise<number> =>
  command(async () => {
    const about =
      "Measures what the solvers, densities, schedules, grids, random numbers and the likelihood claim, and prints claimed, measured and tolerance.";
    const flags = parseFlags(
      { usage: "langevin check", about, groups: [{ heading: "Flags:", config }] },
      args,
    );
    if (flags === undefined) return 0;
    const settings = flags[0] as Settings;
    const began = Date.now();
    const rows = await rowsOf(settings, from);
    const seconds = (Date.now() - began) / 1000;
    const out = rows.filter(({ ok }) => !ok);
    const totals = { claims: rows.length, out: out.length, seconds };
    process.stdout.write(
      settings.json ? `${JSON.stringify({ ...totals, rows: plain(rows) })}\n` : checkTable(rows, seconds),
    );
    if (out.length === 0) return 0;
    const names = out.map(({ entry, claim }) => `${entry} (${claim})`).join("; ");
    const error = new ToleranceError(`${out.length} of ${rows.length} claims out of tolerance: ${names}.`);
    process.stderr.write(`error: ${error.message}\n`);
    return exitCode(error);
  });
