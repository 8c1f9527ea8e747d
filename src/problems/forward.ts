import type { Schedule } from "../schedules/schedule.ts";
import type { Space } from "../space.ts";
import { additive } from "./additive.ts";
import type { Problems } from "./problem.ts";

/** dX = f(t) X dt + g(t) dW, which carries the data into the prior. */
export const forward = <S>(space: Space<S>, { drift, diffusion }: Schedule): Problems<S>["additive"] =>
  additive(space, { drift: (t, x, out) => space.combine(out, [drift(t), x]), diffusion, direction: 1 });
