import { subVp as schedule } from "../../src/schedules/sub-variance-preserving.ts";
import type { Recipe } from "./recipe.ts";
import { vp } from "./vp.ts";

/** The sub-VP SDE: `vp` with the standard deviation 1 - alpha^2. */
export const subVp: Recipe = {
  ...vp,
  name: "sub-vp",
  about:
    "the sub-VP SDE, standard deviation 1 - alpha^2, by predicting the noise; 1000 steps of the reverse SDE",
  schedule,
};
