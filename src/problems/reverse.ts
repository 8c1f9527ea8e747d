import { finite } from "../check.ts";
import type { Schedule } from "../schedules/schedule.ts";
import type { Space } from "../space.ts";
import type { Field, Problems } from "./problem.ts";
import { semilinear } from "./semilinear.ts";

/**
 * dX = [f X - (1 + lambda^2)/2 g^2 s] dt + lambda g dW, run from the end of the schedule down to 0.
 * Every lambda >= 0 has the same marginals: 1 is the reverse SDE (B. D. O. Anderson, 1982,
 * doi:10.1016/0304-4149(82)90051-5), 0 the probability flow. arXiv:2106.02808.
 */
export function reverse<S>(
  space: Space<S>,
  { drift, diffusion }: Pick<Schedule, "drift" | "diffusion">,
  score: Field<S>,
  lambda = 1,
): Problems<S>["semilinear"] {
  finite("lambda", lambda, { min: 0 });
  const weight = (1 + lambda * lambda) / 2;
  return semilinear(space, {
    rate: drift,
    weight: (t) => -weight * diffusion(t) ** 2,
    remainder: score,
    diffusion: (t) => lambda * diffusion(t),
    ...(lambda > 0 && { direction: -1 }),
  });
}
