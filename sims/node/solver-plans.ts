import { digitSolvers } from "../../mnist/digit-solvers.ts";
import type { Recipe } from "../../mnist/recipes/recipe.ts";
import { type Asked, type Sampling, samplingOf } from "../../mnist/sampling-of.ts";
import { integer, suggestion } from "../../src/check.ts";
import { UsageError } from "../../src/index.ts";
import { how } from "./drawing-flags.ts";

interface Wish {
  readonly solvers: readonly string[];
  /** Passes of the network an image, at most. */
  readonly evaluations: readonly number[];
  readonly spacing: Asked["spacing"];
  /** Passes of the network for a look at a noisy image: 2 with guidance by labels. */
  readonly passes: 1 | 2;
}

/**
 * For each solver the ways to draw with as many steps as those evaluations are enough for, the last look at the image counted;
 * each number of steps once.
 *
 * @throws UsageError where they are not enough for a step, or what a step takes is not known before
 */
export function solverPlans(recipe: Recipe, { solvers, evaluations, spacing, passes }: Wish): Sampling[] {
  return solvers.flatMap((name) => {
    const expected = `one of ${digitSolvers.join(", ")}`;
    if (!digitSolvers.includes(name))
      throw new UsageError({
        what: "--solvers",
        got: name,
        expected,
        advice: suggestion(name, digitSolvers),
      });
    const { method, settings } = how.read({ solver: name });
    const { evaluations: each } = method;
    if (typeof each !== "number") {
      throw new UsageError({
        what: "--solvers",
        got: `${name}, which takes ${each}`,
        expected: "solvers whose every step takes as many evaluations",
      });
    }
    const wish = { solver: name, settings, spacing };
    const last = samplingOf(recipe, wish).denoise ? 1 : 0;
    const steps = evaluations.map((most) => {
      integer(`--evaluations of ${name}`, most, { min: passes * (each + last) });
      return Math.floor((most / passes - last) / each);
    });
    return [...new Set(steps)].map((N) => samplingOf(recipe, { ...wish, steps: N }));
  });
}
