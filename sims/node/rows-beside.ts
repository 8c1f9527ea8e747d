import { join } from "node:path";
import { z } from "zod";
import { UsageError } from "../../src/index.ts";
import { type SolverRow, solverRow } from "../evaluation/solver-row.ts";
import type { Context } from "../simulation.ts";
import { parsedJson } from "./parsed-json.ts";

/** What rows must have in common to stand in one figure. */
export const drawnFrom = z.object({
  /** Digests of the network, the judge and the test images. */
  network: z.string(),
  judge: z.string(),
  tests: z.string(),
  count: z.number(),
  guidance: z.number(),
  label: z.string(),
  /** Digest of the one that guides; "none" where labels do. */
  classifier: z.string(),
});
export type DrawnFrom = z.infer<typeof drawnFrom>;

const record = z.object({ numbers: z.object({ drawnFrom, rows: z.array(solverRow) }) });

/**
 * The rows of earlier runs of `mnist solvers`.
 *
 * @throws UsageError for a folder that is none, or whose rows are of other digits
 */
export async function rowsBeside(
  folders: readonly string[],
  mine: DrawnFrom,
  { input }: Pick<Context, "input">,
): Promise<SolverRow[]> {
  const rows: SolverRow[] = [];
  for (const folder of folders) {
    const what = `--beside ${folder}`;
    const expected = "the folder of a run of mnist solvers";
    const bytes = await input(join(folder, "run.json"), "--beside");
    const { success, data } = record.safeParse(parsedJson(bytes));
    if (!success) throw new UsageError({ what, got: "a run.json without rows of solvers", expected });
    const { drawnFrom: theirs, rows: found } = data.numbers;
    const other = (Object.keys(mine) as (keyof DrawnFrom)[]).find((name) => mine[name] !== theirs[name]);
    if (other !== undefined)
      throw new UsageError({ what, got: `${other} ${theirs[other]}`, expected: `${mine[other]}, as here` });
    rows.push(...found);
  }
  return rows;
}
