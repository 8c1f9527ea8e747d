import type { Schedule } from "../schedules/schedule.ts";
import type { Space } from "../space.ts";
import type { Problems } from "./problem.ts";
import { semilinear } from "./semilinear.ts";

/** dX = f(t) X dt + g(t) dW, which carries the data into the prior. */
export const forward = <S>(
  space: Space<S>,
  { drift, diffusion }: Pick<Schedule, "drift" | "diffusion">,
): Problems<S>["semilinear"] =>
  semilinear(space, {
    rate: drift,
    weight: () => 0,
    remainder: (_, _x, out) => space.combine(out),
    diffusion,
    direction: 1,
  });
