import { arraySpace, diffusedScore, exactStart, freshNoise, schedules } from "../../src/index.ts";
import { closedUnderNoise, densityOf } from "../sampling/density-of.ts";
import type { DensitySpec } from "../sampling/spec.ts";
import { byNetwork, type Fitted } from "./by-network.ts";

const { edm } = schedules;

export interface ScoreErrorsInput extends Fitted {
  readonly density: DensitySpec;
  readonly sigma: number;
  /** Examples: exact samples, each with noise of its own. */
  readonly count: number;
  readonly seed: bigint;
}

/** A mean over examples with its standard error. */
export interface Mean {
  readonly value: number;
  readonly error: number;
}

/** How good the learned score is at one noise level; squares are means over coordinates, times sigma^2. */
export interface ScoreErrors {
  readonly sigma: number;
  /** |sigma s_theta + z|^2, the loss of denoising score matching, on examples that no training has seen. */
  readonly loss: Mean;
  /** |sigma s + z|^2 with the exact score, on the same examples: no score has a smaller mean. */
  readonly floor: Mean;
  /** sigma^2 |s_theta - s|^2 */
  readonly excess: Mean;
  /** loss - floor - excess, whose mean is 0. */
  readonly rest: Mean;
  /** The root of E |s_theta - s|^2 / E |s|^2 under the noised law. */
  readonly relative: number;
}

function meanOf(values: Float64Array): Mean {
  const n = values.length;
  const value = values.reduce((sum, v) => sum + v, 0) / n;
  const square = values.reduce((sum, v) => sum + (v - value) ** 2, 0) / (n - 1);
  return { value, error: Math.sqrt(square / n) };
}

/** Loss, floor and error of the learned score at one noise level. */
export async function scoreErrors({
  density: spec,
  sigma,
  count,
  seed,
  ...fitted
}: ScoreErrorsInput): Promise<ScoreErrors> {
  const density = closedUnderNoise(await densityOf(spec));
  const d = density.dimension;
  const space = arraySpace({ particles: count, dimension: d });
  const x0 = exactStart(space, seed, density, "exact");
  const at = { t0: 0, t1: 0, before: 0, k: 0, last: false };
  const z = freshNoise(space, seed, "exact").normal(at, 1, space.scratch());
  const y = space.combine(x0, [1, x0], [sigma, z]);
  const exact = diffusedScore(space, density, edm)(sigma, y, space.scratch());
  const learned = await byNetwork(fitted, y, 0, (tensors, { score }, x) =>
    score(sigma, x, tensors.scratch()),
  );
  /** The mean square over the coordinates of each example. */
  const squares = (f: (i: number) => number) =>
    Float64Array.from({ length: count }, (_, k) => {
      let sum = 0;
      for (let i = k * d; i < (k + 1) * d; i++) sum += f(i) ** 2;
      return sum / d;
    });
  const loss = squares((i) => sigma * learned[i] + z[i]);
  const floor = squares((i) => sigma * exact[i] + z[i]);
  const excess = squares((i) => sigma * (learned[i] - exact[i]));
  const size = squares((i) => sigma * exact[i]);
  return {
    sigma,
    loss: meanOf(loss),
    floor: meanOf(floor),
    excess: meanOf(excess),
    rest: meanOf(loss.map((l, k) => l - floor[k] - excess[k])),
    relative: Math.sqrt(meanOf(excess).value / meanOf(size).value),
  };
}
