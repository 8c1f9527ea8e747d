import { edm } from "./edm.ts";
import type { Recipe } from "./recipe.ts";

/** `edm` in the five minutes that a lesson has. */
export const classroom: Recipe = {
  ...edm,
  name: "classroom",
  about: "edm in five minutes on two cores",
  training: { ...edm.training, length: { minutes: 5 } },
};
