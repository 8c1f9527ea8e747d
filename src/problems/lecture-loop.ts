import { integer } from "../check.ts";
import type { Space } from "../space.ts";
import { additive } from "./additive.ts";
import type { Problems } from "./problem.ts";

/**
 * The loop by which many notebooks sample a reverse SDE with end 1, as a problem on the grid uniform(1, 0, N): the k-th step is of
 * size 1/N, its coefficients are those at the k-th of linspace(1, 1e-5, N), and the last step adds no noise, so it ends on the
 * mean of that step.
 *
 * @param N steps, 2 at least
 */
export function lectureLoop<S>(
  space: Space<S>,
  { drift, diffusion }: Pick<Problems<S>["semilinear"], "drift" | "diffusion">,
  N: number,
): Problems<S>["additive"] {
  integer("steps of the loop", N, { min: 2 });
  const level = (t: number) => 1 - ((1 - t) * N * (1 - 1e-5)) / (N - 1);
  return additive(space, {
    drift: (t, x, out) => drift(level(t), x, out),
    diffusion: (t) => (t < 1.5 / N ? 0 : diffusion(level(t))),
  });
}
