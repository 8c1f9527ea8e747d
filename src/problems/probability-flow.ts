import type { Schedule } from "../schedules/schedule.ts";
import type { Space } from "../space.ts";
import type { Field, Problems } from "./problem.ts";
import { reverse } from "./reverse.ts";

/** dx/dt = f x - g^2 s / 2, whose solutions have the marginals of the SDE. arXiv:2011.13456, equation 13. */
export const probabilityFlow = <S>(
  space: Space<S>,
  schedule: Schedule,
  score: Field<S>,
): Problems<S>["ode"] => ({ drift: reverse(space, schedule, score, 0).drift });
