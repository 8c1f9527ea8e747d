import { finite } from "../check.ts";
import type { Field } from "../problems/problem.ts";
import type { Space } from "../space.ts";

/**
 * (1 + w) D_conditional - w D_unconditional, for denoisers as for scores. w = 0 is no guidance, and then the
 * second is not asked. J. Ho and T. Salimans (2022), arXiv:2207.12598, equation 6.
 */
export function classifierFree<S>(
  space: Space<S>,
  conditional: Field<S>,
  unconditional: Field<S>,
  w: number,
): Field<S> {
  finite("guidance w", w);
  if (w === 0) return conditional;
  let other = space.scratch();
  return (t, x, out) => {
    const c = conditional(t, x, out);
    other = unconditional(t, x, other);
    return space.combine(c, [1 + w, c], [-w, other]);
  };
}
