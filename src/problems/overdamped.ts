import { finite } from "../check.ts";
import type { Space } from "../space.ts";
import { additive } from "./additive.ts";
import type { Field } from "./problem.ts";

/**
 * dX = F dt + sqrt(2 T) dW, with law exp(-E/T) for F = -grad E. For a score F = grad log p and T = 1 the law
 * is p, and a step h is the sampler's eps / 2: x' = x + (eps/2) grad log p + sqrt(eps) z.
 */
export function overdamped<S>(
  space: Space<S>,
  force: Field<S>,
  temperature = 1,
): ReturnType<typeof additive<S>> {
  finite("temperature", temperature, { min: 0 });
  return additive(space, { drift: force, diffusion: () => Math.sqrt(2 * temperature), direction: 1 });
}
