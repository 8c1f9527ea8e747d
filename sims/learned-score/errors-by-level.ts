import { grids } from "../../src/index.ts";
import type { DensitySpec } from "../sampling/spec.ts";
import type { Context } from "../simulation.ts";
import type { FloorInput } from "../tasks/learned-score.ts";
import type { Fitted } from "./by-network.ts";
import type { ScoreErrors, ScoreErrorsInput } from "./score-errors.ts";

/** Noise levels that are judged, in equal ratios, each by as many examples. */
const levels = 9;
const examples = 10_000;

/** The errors at each noise level; in the plane with the exact floor of the loss. */
export interface ByLevel {
  readonly errors: readonly ScoreErrors[];
  readonly floors?: readonly number[];
}

/** Loss, floor and error at levels from the least to the most. */
export async function errorsByLevel(
  context: Context,
  fitted: Fitted,
  density: DensitySpec,
  d: number,
): Promise<ByLevel> {
  const { least, most, seed } = fitted.fit;
  const sigmas = [...grids.geometric(least, most, levels - 1)];
  let done = 0;
  const each = await Promise.all(
    sigmas.map(async (sigma) => {
      const input: ScoreErrorsInput = { ...fitted, density, sigma, count: examples, seed: seed ^ 2n };
      const errors = await context.compute<ScoreErrors>("scoreErrors", input, true);
      const asked: FloorInput = { density, sigma };
      const floor = d === 2 ? await context.compute<number>("exactFloor", asked, true) : undefined;
      context.progress("judging", ++done, levels);
      return { errors, floor };
    }),
  );
  const floors = each.flatMap(({ floor }) => (floor === undefined ? [] : [floor]));
  return { errors: each.map(({ errors }) => errors), ...(d === 2 && { floors }) };
}
