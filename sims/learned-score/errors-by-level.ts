import { grids } from "../../src/index.ts";
import type { DensitySpec } from "../sampling/spec.ts";
import type { Context } from "../simulation.ts";
import type { FloorInput } from "../tasks/learned-score.ts";
import type { Fitted } from "./by-network.ts";
import type { Floor } from "./exact-floor.ts";
import type { ScoreErrors, ScoreErrorsInput } from "./score-errors.ts";

/** Noise levels that are judged, in equal ratios, each by as many examples. */
const levels = 9;
const examples = 10_000;

/** The largest error of a floor by quadrature that is shown as the floor. */
const resolved = 0.01;

/** The errors at each noise level; in the plane with the floor of the loss by quadrature, where its cells resolve the density. */
export interface ByLevel {
  readonly errors: readonly ScoreErrors[];
  readonly floors: readonly (Floor | undefined)[];
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
      const floor = d === 2 ? await context.compute<Floor>("exactFloor", asked, true) : undefined;
      context.progress("judging", ++done, levels);
      return { errors, floor };
    }),
  );
  const coarse = each.filter(({ floor }) => floor !== undefined && !(floor.error <= resolved));
  if (coarse.length > 0) {
    const sigmas = coarse.map(({ errors }) => Number(errors.sigma.toPrecision(3)));
    context.say(
      `No quadrature that can be afforded resolves the density at sigma = ${sigmas.join(", ")}: of these levels the table has the floor found from the examples.`,
    );
  }
  return {
    errors: each.map(({ errors }) => errors),
    floors: each.map(({ floor }) => (floor !== undefined && floor.error <= resolved ? floor : undefined)),
  };
}
