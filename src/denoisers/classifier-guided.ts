import { finite } from "../check.ts";
import type { Field } from "../problems/problem.ts";
import type { Space } from "../space.ts";

/**
 * s + (1 + w) grad_x log p(y | x_t), where s is the unconditional score. w is that of `classifierFree`: with the exact
 * classifier the gradient is s_conditional - s, by Bayes' rule, and both are the same field; w = 0 gives the conditional score.
 * P. Dhariwal and A. Nichol (2021), arXiv:2105.05233, algorithm 1, whose scale is 1 + w.
 *
 * @param gradient of log p(y | x_t) in x, width d
 * @param factor what the gradient is multiplied by besides: 1 for scores; sigma^2 / alpha where `unconditional` is a denoiser
 */
export function classifierGuided<S>(
  space: Space<S>,
  unconditional: Field<S>,
  gradient: Field<S>,
  w: number,
  factor: (t: number) => number = () => 1,
): Field<S> {
  finite("guidance w", w);
  let g = space.scratch();
  return (t, x, out) => {
    const u = unconditional(t, x, out);
    g = gradient(t, x, g);
    return space.combine(u, [1, u], [(1 + w) * factor(t), g]);
  };
}
