import type { Block } from "../../plots/index.ts";
import { grids, type Moments, moments } from "../../src/index.ts";
import { compare } from "../sampling/comparison.ts";
import { frame, sampleEnsemble } from "../sampling/ensemble.ts";
import type { SampleSpec } from "../sampling/spec.ts";
import type { Context } from "../simulation.ts";
import { compareMoments } from "./compare-moments.ts";
import type { LinearMoments } from "./linear-moments.ts";

interface Settings {
  readonly fine: number;
  readonly steps: number;
  readonly from: number;
  readonly to: number;
  readonly seed: bigint;
}

/** The last moments beside the exact ones, or beside those of a run with smaller steps. */
export async function judge(
  context: Context,
  spec: SampleSpec,
  measured: Moments,
  settings: Settings,
  exact: LinearMoments | undefined,
): Promise<Block[]> {
  const { fine, steps, from, to, seed } = settings;
  if (exact !== undefined) {
    const why =
      "This SDE is linear: its mean and covariance solve ordinary differential equations, which are integrated.";
    return [why, compare(context, compareMoments(measured, exact, to))];
  }
  const grid = grids.uniform(from, to, steps * fine);
  // another seed: other paths, so that both errors count
  const run = await sampleEnsemble(
    context,
    { ...spec, grid, times: [to], seed: seed ^ 1n },
    "run with smaller steps",
  );
  const other = moments(frame(run, 0).data, run.dimension);
  const variance = other.covariance.map((row, j) => row[j]);
  const rows = compareMoments(measured, { ...other, variance }, to);
  const how = `${fine} times as many steps`;
  return [
    `Beside it a run of other paths with ${how}; the standard errors are those of the difference.`,
    compare(context, rows, how),
  ];
}
