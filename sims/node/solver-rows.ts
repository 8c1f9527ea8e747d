import type { Moments } from "../../mnist/frechet-distance.ts";
import { toPixels } from "../../mnist/to-pixels.ts";
import { DivergenceError } from "../../src/index.ts";
import { frechetWithError } from "../evaluation/frechet-with-error.ts";
import { judgeAll } from "../evaluation/judging.ts";
import { keepSolvers } from "../evaluation/present-solvers.ts";
import type { SolverRow } from "../evaluation/solver-row.ts";
import type { Context } from "../simulation.ts";
import { drawAll } from "./draw-all.ts";
import { drawnBy } from "./drawn-by.ts";
import type { Drawing } from "./read-drawing.ts";

/** What all rows are judged by. */
interface Judging {
  readonly judge: Float32Array;
  readonly tests: Moments;
}

/** Draws digits, and judges them. */
async function rowOf(context: Context, drawing: Drawing, { judge, tests }: Judging): Promise<SolverRow> {
  const all = await drawAll(context, drawing, { instants: 0, digits: 0 }, () => {});
  const images = toPixels(drawing.trained.recipe, all.images);
  const { features } = await judgeAll(context, { ...drawing, weights: judge }, images);
  const { value, error } = await frechetWithError(context, features, tests, drawing.seed);
  const { solver, grid, steps, passes, classifierGradients } = drawnBy(drawing, all.passes).numbers;
  return {
    ...{ solver, grid, steps, evaluations: passes, classifierGradients },
    ...{ frechet: value, frechetError: error },
  };
}

/** The rows of all drawings that stay finite, after those that there were; each is kept as soon as it is there. */
export async function solverRows(
  context: Context,
  drawings: readonly Drawing[],
  judging: Judging,
  earlier: readonly SolverRow[],
): Promise<SolverRow[]> {
  const rows = [...earlier];
  for (const [k, one] of drawings.entries()) {
    const { solver, steps } = one.sampling;
    const label = `${solver}, ${steps} steps (${k + 1} of ${drawings.length})`;
    const progress: Context["progress"] = (stage, ...rest) => context.progress(`${label}, ${stage}`, ...rest);
    try {
      rows.push(await rowOf({ ...context, progress }, one, judging));
      await keepSolvers(context, rows);
    } catch (error) {
      if (!(error instanceof DivergenceError)) throw error;
      context.say(`${label} diverged: ${error.message}`);
    }
  }
  if (rows.length === 0) throw new DivergenceError("no solver stayed finite");
  return rows;
}
